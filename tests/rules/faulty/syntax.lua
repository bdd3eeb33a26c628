-- 应报：faulty/syntax.lua第3行：Lua 文本无法编译
return { id = "x",
  name = = "x" }
