#include "core/app/bank_return.hpp"

#include "core/app/batch_errors.hpp"
#include "core/ports/journal.hpp"
#include "core/values/money.hpp"
#include "core/values/sheet.hpp"
#include "core/values/two_languages.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

namespace gongdao {

namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

struct Heads {
    std::size_t serial = nowhere;
    std::size_t key = nowhere;
    std::size_t amount = nowhere;
    std::size_t status = nowhere;
    std::size_t reason = nowhere;
    std::size_t date = nowhere;

    [[nodiscard]] bool suffices() const {
        return (serial != nowhere || key != nowhere) && amount != nowhere && status != nowhere;
    }
};

std::size_t
place_of(const std::vector<std::string>& cells, std::initializer_list<std::string_view> names) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (std::find(names.begin(), names.end(), cells[i]) != names.end()) return i;
    }
    return nowhere;
}

Heads heads_in(const std::vector<std::string>& cells) {
    return {
        .serial = place_of(cells, {"序号", "明细序号", "serial"}),
        .key = place_of(cells, {"编号", "业务编号", "key"}),
        .amount = place_of(cells, {"金额", "amount"}),
        .status = place_of(cells, {"状态", "处理结果", "结果", "status"}),
        .reason = place_of(cells, {"原因", "失败原因", "reason"}),
        .date = place_of(cells, {"日期", "入账日期", "date"})};
}

std::string cell_at(const SheetRow& row, std::size_t column) {
    return column < row.cells.size() ? row.cells[column] : std::string{};
}

/// Reads the rows behind the head one by one.
class ReturnReader {
public:
    ReturnReader(const Heads& heads, const std::string& file, Faults& faults)
        : heads_{heads}, file_{file}, faults_{faults} {}

    void read(const SheetRow& row, BankReturn& into) {
        if (!row.cells.empty() && row.cells.front().starts_with("合计")) {
            check_total(row);
            return;
        }
        BankAnswer answer{
            .row = row.line,
            .serial = std::nullopt,
            .key = cell_at(row, heads_.key),
            .amount_fen = std::nullopt,
            .status = payment_status(cell_at(row, heads_.status)),
            .reason = cell_at(row, heads_.reason),
            .date = {}};
        if (answer.status.empty()) unreadable(row, {"状态", "status"}, heads_.status);
        read_serial(row, answer);
        read_amount(row, answer);
        read_date(row, answer, into);
        into.answers.push_back(std::move(answer));
    }

private:
    void note(Error fault, const SheetRow& row) {
        fault.place.file = file_;
        fault.place.line = row.line;
        faults_.push_back(std::move(fault));
    }

    void unreadable(const SheetRow& row, const Wording& title, std::size_t column) {
        note(
            fail(errors::return_cell_unreadable, {both_languages(title), cell_at(row, column)}), row
        );
    }

    void read_serial(const SheetRow& row, BankAnswer& answer) {
        const auto text = cell_at(row, heads_.serial);
        if (text.empty()) return;
        std::int64_t serial = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), serial);
        if (read.ec == std::errc{} && read.ptr == text.data() + text.size()) {
            answer.serial = serial;
        } else {
            unreadable(row, {"序号", "serial"}, heads_.serial);
        }
    }

    void read_amount(const SheetRow& row, BankAnswer& answer) {
        const auto amount = parse_money(cell_at(row, heads_.amount));
        if (!amount) {
            unreadable(row, {"金额", "amount"}, heads_.amount);
            return;
        }
        answer.amount_fen = amount->fen;
        const auto sum = add(sum_, *amount);
        if (sum) sum_ = *sum;
    }

    void read_date(const SheetRow& row, BankAnswer& answer, BankReturn& into) {
        const auto text = cell_at(row, heads_.date);
        if (text.empty()) return;
        const auto date = parse_date(text);
        if (!date) {
            unreadable(row, {"日期", "date"}, heads_.date);
            return;
        }
        answer.date = to_text(*date);
        into.bank_on = std::max(into.bank_on, answer.date);
    }

    void check_total(const SheetRow& row) {
        const auto total = parse_money(cell_at(row, heads_.amount));
        if (!total) {
            unreadable(row, {"金额", "amount"}, heads_.amount);
        } else if (*total != sum_) {
            note(fail(errors::return_total_differs, {to_display(*total), to_display(sum_)}), row);
        }
    }

    const Heads& heads_;
    const std::string& file_;
    Faults& faults_;
    Money sum_;
};

} // namespace

std::string payment_status(std::string_view word) {
    struct Word {
        std::string_view word;
        std::string_view status;
    };

    static constexpr std::array<Word, 11> words{
        {{"成功", "paid"},
         {"交易成功", "paid"},
         {"paid", "paid"},
         {"失败", "failed"},
         {"交易失败", "failed"},
         {"failed", "failed"},
         {"退汇", "returned"},
         {"已退汇", "returned"},
         {"returned", "returned"},
         {"处理中", "pending"},
         {"pending", "pending"}}};
    for (const auto& known : words) {
        if (known.word == word) return std::string{known.status};
    }
    return {};
}

BankReturn read_bank_return(std::string_view bytes, const std::string& file, Faults& faults) {
    BankReturn read{.file = file, .sha256 = to_hex(sha256(bytes)), .bank_on = {}, .answers = {}};
    const auto sheet = read_sheet(bytes);
    if (!sheet) {
        faults.push_back(sheet.error());
        faults.back().place.file = file;
        return read;
    }
    auto heads = heads_in(sheet->header);
    std::size_t first = 0;
    while (!heads.suffices() && first < sheet->rows.size())
        heads = heads_in(sheet->rows[first++].cells);
    if (!heads.suffices()) {
        faults.push_back(fail(errors::return_columns_missing, {}, {.file = file}));
        return read;
    }
    ReturnReader reader{heads, file, faults};
    for (auto i = first; i < sheet->rows.size(); ++i)
        reader.read(sheet->rows[i], read);
    return read;
}

} // namespace gongdao
