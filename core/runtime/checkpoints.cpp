#include "core/runtime/checkpoints.hpp"

#include "core/runtime/errors.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <utility>

namespace gongdao {

namespace {

constexpr std::size_t rows_per_read = 5'000;

using Heads = std::map<std::pair<OrgId, StreamId>, StreamHead>;

std::string head_line(const OrgId& org, const StreamId& stream, const StreamHead& head) {
    return org.text() + " " + stream.text() + " " + std::to_string(head.seq) + " " +
           to_hex(head.hash) + "\n";
}

/// What the heads of all streams say, in byte order.
struct Summary {
    std::int64_t streams = 0;
    std::int64_t rows = 0;
    Hash heads{};

    friend bool operator==(const Summary&, const Summary&) = default;
};

Summary summary_of(const Heads& heads) {
    Summary summary;
    std::string lines;
    for (const auto& [stream, head] : heads) {
        lines += head_line(stream.first, stream.second, head);
        ++summary.streams;
        summary.rows += head.seq;
    }
    summary.heads = sha256(lines);
    return summary;
}

Result<Summary> current_summary(StoreReader& store) {
    Heads heads;
    auto visited =
        store.each_head([&](const OrgId& org, const StreamId& stream, const StreamHead& head) {
            heads[{org, stream}] = head;
        });
    if (!visited) return visited.error();
    return summary_of(heads);
}

bool fits(const Checkpoint& checkpoint, const Summary& summary) {
    return Summary{checkpoint.streams, checkpoint.rows, checkpoint.heads} == summary;
}

Error differs(const Checkpoint& checkpoint, std::string_view why_chinese) {
    return fail(
        errors::checkpoint_differs, {std::to_string(checkpoint.number), std::string{why_chinese}}
    );
}

/// Walks the journal once and compares the heads wherever a checkpoint was taken.
class Walk {
public:
    Walk(const std::vector<Checkpoint>& checkpoints, Faults& faults)
        : checkpoints_{checkpoints}, faults_{faults} {}

    Result<void> over(StoreReader& store) {
        std::int64_t position = 0;
        while (next_ < checkpoints_.size()) {
            const auto rows = store.journal_after(position, rows_per_read);
            if (!rows) return rows.error();
            for (const auto& row : *rows) {
                compare_before(row.position);
                heads_[{row.org, row.stream}] = {.seq = row.seq, .hash = row.hash};
                position = row.position;
            }
            if (rows->size() < rows_per_read) break;
        }
        // What is left claims rows that the journal does not have, unless it covers exactly its
        // end.
        compare_before(position + 1);
        for (; next_ < checkpoints_.size(); ++next_)
            faults_.push_back(differs(checkpoints_[next_], std::to_string(position)));
        return {};
    }

private:
    void compare_before(std::int64_t position) {
        for (; next_ < checkpoints_.size() && checkpoints_[next_].position < position; ++next_) {
            const auto& checkpoint = checkpoints_[next_];
            const auto summary = summary_of(heads_);
            if (!fits(checkpoint, summary))
                faults_.push_back(differs(checkpoint, to_hex(summary.heads).substr(0, 16)));
        }
    }

    const std::vector<Checkpoint>& checkpoints_;
    Faults& faults_;
    Heads heads_;
    std::size_t next_ = 0;
};

void check_signature(const Checkpoint& checkpoint, const CheckpointTrust& trust, Faults& faults) {
    if (trust.public_key.empty()) return;
    if (trust.signature_holds(trust.public_key, signed_text(checkpoint), checkpoint.signature))
        return;
    faults.push_back(fail(errors::checkpoint_unsigned, {std::to_string(checkpoint.number)}));
}

void check_numbering(
    const std::vector<Checkpoint>& checkpoints, const CheckpointTrust& trust, Faults& faults
) {
    Hash previous{};
    std::int64_t number = 0;
    for (const auto& checkpoint : checkpoints) {
        ++number;
        if (checkpoint.number != number || checkpoint.previous != previous) {
            faults.push_back(fail(errors::checkpoint_missing, {std::to_string(checkpoint.number)}));
            number = checkpoint.number;
        }
        previous = sha256(signed_text(checkpoint));
        check_signature(checkpoint, trust, faults);
    }
}

} // namespace

std::string signed_text(const Checkpoint& checkpoint) {
    return "gongdao checkpoint 1\nnumber " + std::to_string(checkpoint.number) + "\ntaken_at " +
           std::to_string(checkpoint.at.milliseconds) + "\nposition " +
           std::to_string(checkpoint.position) + "\nstreams " + std::to_string(checkpoint.streams) +
           "\nrows " + std::to_string(checkpoint.rows) + "\nheads " + to_hex(checkpoint.heads) +
           "\nprevious " + to_hex(checkpoint.previous) + "\n";
}

Result<std::optional<Checkpoint>>
take_checkpoint(StoreWriter& store, const Signer& signer, Instant now) {
    const auto last = store.last_position();
    if (!last) return last.error();
    const auto before = store.checkpoints();
    if (!before) return before.error();
    if (!before->empty() && before->back().position >= *last) return std::optional<Checkpoint>{};
    const auto summary = current_summary(store);
    if (!summary) return summary.error();
    // Heads are known from a table. One that is missing or late must not be signed; since positions
    // have no gaps, it shows.
    if (summary->rows != *last)
        return fail(
            errors::journal_count_differs, {std::to_string(*last), std::to_string(summary->rows)}
        );
    Checkpoint checkpoint{
        .number = before->empty() ? 1 : before->back().number + 1,
        .at = now,
        .position = *last,
        .streams = summary->streams,
        .rows = summary->rows,
        .heads = summary->heads,
        .previous = before->empty() ? Hash{} : sha256(signed_text(before->back())),
        .signature = {}};
    checkpoint.signature = signer.sign(signed_text(checkpoint));
    auto added = store.add_checkpoint(checkpoint);
    if (!added) return added.error();
    return std::optional{std::move(checkpoint)};
}

std::string lodged_text(const Checkpoint& checkpoint, std::string_view public_key) {
    return canonical_text(DocumentObject{
               {"number", checkpoint.number},
               {"taken_at", checkpoint.at.milliseconds},
               {"position", checkpoint.position},
               {"streams", checkpoint.streams},
               {"rows", checkpoint.rows},
               {"heads", to_hex(checkpoint.heads)},
               {"previous", to_hex(checkpoint.previous)},
               {"signature", checkpoint.signature},
               {"public_key", public_key}}) +
           "\n";
}

Result<Checkpoint> read_lodged(std::string_view text) {
    const auto document = parse_document(text);
    if (!document || !document->is_object()) return fail(errors::bad_lodged_checkpoint);
    const auto number = [&](std::string_view name) {
        return find_integer(*document, name).value_or(-1);
    };
    const auto hash = [&](std::string_view name) {
        return from_hex(find_text(*document, name).value_or(""));
    };
    const auto heads = hash("heads");
    const auto previous = hash("previous");
    if (!heads || !previous || number("number") < 1 || number("position") < 1)
        return fail(errors::bad_lodged_checkpoint);
    return Checkpoint{
        .number = number("number"),
        .at = Instant{number("taken_at")},
        .position = number("position"),
        .streams = number("streams"),
        .rows = number("rows"),
        .heads = *heads,
        .previous = *previous,
        .signature = std::string{find_text(*document, "signature").value_or("")}};
}

Result<Faults>
check_checkpoints(StoreReader& store, const CheckpointTrust& trust, std::int64_t& checked) {
    auto checkpoints = store.checkpoints();
    if (!checkpoints) return checkpoints.error();
    checked = static_cast<std::int64_t>(checkpoints->size());
    Faults faults;
    check_numbering(*checkpoints, trust, faults);
    auto walked = Walk{*checkpoints, faults}.over(store);
    if (!walked) return walked.error();
    if (trust.lodged) {
        // A journal that was cut off with its checkpoints is shown only by what lies elsewhere.
        check_signature(*trust.lodged, trust, faults);
        const std::vector<Checkpoint> lodged{*trust.lodged};
        auto against = Walk{lodged, faults}.over(store);
        if (!against) return against.error();
    }
    return faults;
}

} // namespace gongdao
