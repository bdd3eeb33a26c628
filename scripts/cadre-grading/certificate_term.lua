-- 资格证书有效期：自发证之日起三年。
local term_months = 36

return {
  id = "cadre.certificate_term", name = "资格证书有效期", kind = "free", from = "2024-01-01", jurisdiction = "330482",
  reads = { "issued_on", "certificate_no" },
  evaluate = function(facts)
    if facts.issued_on == nil then error("请填写发证日期") end
    if facts.certificate_no == nil then error("请填写证书编号") end
    local expires_on = add_days(add_months(facts.issued_on, term_months), -1)
    return { expires_on = expires_on },
           { { row = "期限", reason = "自" .. facts.issued_on .. "起三年，至" .. expires_on, clause = "证书管理" } }
  end,
  tests = {
    { facts = { issued_on = "2025-03-10", certificate_no = "PH-2025-0001" }, expect = { expires_on = "2028-03-09" }, rows = "期限" },
    { facts = { issued_on = "2025-01-01", certificate_no = "PH-2025-0002" }, expect = { expires_on = "2027-12-31" } },
    { facts = { certificate_no = "PH-2025-0003" }, fails = true },
    { facts = { issued_on = "2025-03-10" }, fails = true },
  },
}
