return { id = "arrears.colour" }
