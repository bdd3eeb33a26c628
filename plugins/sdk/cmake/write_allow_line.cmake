# Writes the line that lets a plugin be loaded: sha256, id, version, mode.
file(SHA256 ${FILE} hash)
file(WRITE ${FILE}.allow "${hash}  ${ID}  ${VERSION}  ${MODE}\n")
