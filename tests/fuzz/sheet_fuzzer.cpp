#include "core/model/field_schema.hpp"
#include "core/values/sheet.hpp"
#include "tests/fuzz/property.hpp"

#include <boost/json/object.hpp>

#include <array>

using namespace gongdao;
using fuzz::must_hold;

namespace {

constexpr std::string_view schema_text = R"({
    "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {
    "name":  {"type": "string", "title": "姓名", "maxLength": 40},
    "count": {"type": "integer", "title": "人数", "minimum": 0, "maximum": 100000},
    "paid":  {"type": "integer", "title": "金额", "x-type": "money"},
    "day":   {"type": "string", "title": "日期", "format": "date"},
    "moment": {"type": "string", "title": "时间", "format": "date-time"},
    "member": {"type": "boolean", "title": "会员"},
    "form":  {"type": "string", "title": "形式", "enum": ["strike", "petition"]}
}})";

const FieldSchema& schema() {
    static const FieldSchema read = [] {
        Faults faults;
        auto schema = read_field_schema(schema_text, "fields.schema.json", faults);
        must_hold(
            faults.empty(), "the schema of the target is right", fuzz::checked_sentences(faults)
        );
        return schema;
    }();
    return read;
}

/// A cell that was read is stored as it stands.
void check_cell(const std::string& cell) {
    const CivilDate today = *parse_date("2026-03-06");
    for (const auto& field : schema().fields()) {
        const auto read = schema().read_cell(field, cell, today);
        if (!read) {
            (void)fuzz::checked_sentence(read.error());
            continue;
        }
        Faults faults;
        const Document values = DocumentObject{{field.id, *read}};
        const auto stored = schema().accept(values, today, faults);
        const auto said = fuzz::checked_sentences(faults);
        must_hold(!faults.empty() || stored == values, "a cell is stored as it was read", cell);
    }
}

bool same_cells(const Sheet& left, const Sheet& right) {
    if (left.header != right.header || left.rows.size() != right.rows.size()) return false;
    for (std::size_t i = 0; i < left.rows.size(); ++i) {
        if (left.rows[i].cells != right.rows[i].cells) return false;
    }
    return true;
}

} // namespace

/// Lists as counties send them. A sheet that was written reads equal.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto sheet = read_sheet(fuzz::text_of(data, size));
    if (!sheet) {
        (void)fuzz::checked_sentence(sheet.error());
        return 0;
    }
    constexpr std::array<std::string_view, 2> required{"姓名", "人数"};
    (void)fuzz::checked_sentences(check_sheet(*sheet, required));
    // Formulas are disarmed by the first writing, so the second is compared.
    const auto written = write_sheet(*sheet);
    const auto again = read_sheet(written);
    must_hold(again.has_value(), "a sheet that was written can be read", written);
    const auto third = read_sheet(write_sheet(*again));
    must_hold(
        third && same_cells(*again, *third), "a sheet written and read again reads equal", written
    );
    must_hold(again->rows.size() == sheet->rows.size(), "no row is lost in writing", written);
    for (const auto& row : sheet->rows) {
        for (const auto& cell : row.cells)
            check_cell(cell);
    }
    return 0;
}
