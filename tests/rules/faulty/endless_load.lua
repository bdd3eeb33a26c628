-- 应报：超过 200000 步仍未结束
while true do end
