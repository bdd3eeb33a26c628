-- 应报：脚本中没有“tabel”这个名称
local t = tabel.concat({})
return { id = t }
