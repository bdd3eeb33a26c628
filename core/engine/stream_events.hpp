#pragma once

#include "core/engine/state.hpp"
#include "core/values/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gongdao {

// The streams that are not cases: register entries, batches, packs, messages and the node itself.
// Each has a small state of its own; their events follow the same rules as those of cases.

// -- entry:<register>:<key> --

struct EntrySet {
    std::string register_id;
    std::string key;
    Document values; ///< merged; null clears
    Instant at;
};
BOOST_DESCRIBE_STRUCT(EntrySet, (), (register_id, key, values, at))

struct EntryRetired {
    std::string reason;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(EntryRetired, (), (reason, at))

/// A retired entry is active again, with what it held.
struct EntryReinstated {
    std::string reason;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(EntryReinstated, (), (reason, at))

struct EntryState {
    std::string register_id;
    std::string key;
    std::string status; ///< active | retired
    Instant updated_at;
    Document data = DocumentObject{};
};
BOOST_DESCRIBE_STRUCT(EntryState, (), (register_id, key, status, updated_at, data))

// -- batch:<pack>:<definition>:<period> --

/// The list is frozen: `entries` counts it and `frozen` is the hash over keys and entry versions.
struct BatchOpened {
    std::string pack;
    std::string definition;
    std::string period;
    std::int64_t entries = 0;
    std::string frozen;
    StreamId driver; ///< the case that asked for it
    Instant at;
};
BOOST_DESCRIBE_STRUCT(BatchOpened, (), (pack, definition, period, entries, frozen, driver, at))

/// Results of a part of the list. The items themselves are in the chunk; the journal holds their
/// hash.
struct ChunkRecorded {
    std::int64_t chunk = 0;
    std::int64_t items = 0;
    std::int64_t amount_fen = 0;
    std::string hash; ///< SHA-256 of the chunk's canonical text
};
BOOST_DESCRIBE_STRUCT(ChunkRecorded, (), (chunk, items, amount_fen, hash))

/// `amount_fen` is what will be paid: without faulty items and without those held back.
struct BatchComputed {
    std::int64_t items = 0;
    std::int64_t amount_fen = 0;
    std::int64_t exceptions = 0;
    std::int64_t held = 0; ///< due, but not payable now, such as without an account
    std::int64_t held_fen = 0;
    Document phases; ///< what the set phases found, such as ties at a border
    Instant at;
};
BOOST_DESCRIBE_STRUCT(
    BatchComputed, (), (items, amount_fen, exceptions, held, held_fen, phases, at)
)

/// The file that went to the bank. Its lines are the payable items in order, numbered from 1.
struct PayList {
    std::string file; ///< below the outbox
    std::string sha256;
    std::int64_t count = 0;
    std::int64_t amount_fen = 0;
};
BOOST_DESCRIBE_STRUCT(PayList, (), (file, sha256, count, amount_fen))

struct BatchReleased {
    std::optional<PayList> pay_list; ///< none where the batch pays nobody
    Instant at;
};
BOOST_DESCRIBE_STRUCT(BatchReleased, (), (pay_list, at))

enum class PaymentStatus { paid, failed };
BOOST_DESCRIBE_ENUM(PaymentStatus, paid, failed)

struct PaymentAnswer {
    PaymentStatus status = PaymentStatus::paid;
    std::string reason; ///< the bank's, of a failed one
};
BOOST_DESCRIBE_STRUCT(PaymentAnswer, (), (status, reason))

/// What a return file of the bank (回盘) said, by line of the pay list.
struct ReturnRecorded {
    std::string file; ///< its name
    std::string sha256;
    std::string bank_on; ///< date
    std::map<std::int64_t, PaymentAnswer> answers;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(ReturnRecorded, (), (file, sha256, bank_on, answers, at))

/// Payments of this batch that were held back or failed and are owed no more: `into` names the
/// batch that pays them; empty where somebody paid them otherwise, as `reason` says.
struct PaymentsSettled {
    std::vector<std::string> keys;
    StreamId into;
    std::string reason;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(PaymentsSettled, (), (keys, into, reason, at))

struct PaymentSettlement {
    StreamId into;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(PaymentSettlement, (), (into, reason))

struct BatchState {
    std::string pack;
    std::string definition;
    std::string period;
    std::string status; ///< opened | computed | released
    std::int64_t entries = 0;
    std::string frozen;
    std::int64_t items = 0;
    std::int64_t amount_fen = 0;
    std::int64_t exceptions = 0;
    std::int64_t held = 0;
    std::int64_t held_fen = 0;
    Document phases;
    std::map<std::int64_t, ChunkRecorded> chunks;
    StreamId driver;
    std::optional<PayList> pay_list;
    std::map<std::int64_t, PaymentAnswer> answers;    ///< by line of the pay list
    std::string bank_on;                              ///< of the last return file
    std::map<std::string, PaymentSettlement> settled; ///< by key of the item
    Instant opened_at;
    std::optional<Instant> closed_at;
};
BOOST_DESCRIBE_STRUCT(
    BatchState,
    (),
    (pack,
     definition,
     period,
     status,
     entries,
     frozen,
     items,
     amount_fen,
     exceptions,
     held,
     held_fen,
     phases,
     chunks,
     driver,
     pay_list,
     answers,
     bank_on,
     settled,
     opened_at,
     closed_at)
)

// -- pack:<id>:<version> --

struct PackDeployed {
    std::string id;
    std::string version;
    std::string title;
    std::map<std::string, std::string> files; ///< of the pack and the packs it imports, verbatim
    Instant at;
};
BOOST_DESCRIBE_STRUCT(PackDeployed, (), (id, version, title, files, at))

/// When a start event with a timer opens its next case by itself.
struct PlannedStart {
    std::string process;
    std::string element;
    Instant due_at;
    std::int64_t remaining = 0; ///< times after that; -1 = without end
    bool provisional = false;
};
BOOST_DESCRIBE_STRUCT(PlannedStart, (), (process, element, due_at, remaining, provisional))

/// `start` is the number of the start event in this version.
struct StartPlanned {
    std::int64_t start = 0;
    PlannedStart planned;
};
BOOST_DESCRIBE_STRUCT(StartPlanned, (), (start, planned))

/// It opened a case, or could not, and `sentence` says why. Without `next_due_at` it was the last.
struct StartFired {
    std::int64_t start = 0;
    StreamId opened;
    std::string sentence;
    std::optional<Instant> next_due_at;
};
BOOST_DESCRIBE_STRUCT(StartFired, (), (start, opened, sentence, next_due_at))

/// Another version of the pack took its place.
struct StartCancelled {
    std::int64_t start = 0;
};
BOOST_DESCRIBE_STRUCT(StartCancelled, (), (start))

struct PackState {
    std::string id;
    std::string version;
    std::string title;
    std::map<std::string, std::string> files;
    Instant deployed_at;
    std::map<std::int64_t, PlannedStart> starts;
    std::map<std::int64_t, std::string> failed_starts; ///< why the last time opened nothing
};
BOOST_DESCRIBE_STRUCT(
    PackState, (), (id, version, title, files, deployed_at, starts, failed_starts)
)

// -- message:<id> --

/// A message that nobody waited for yet.
struct MessageBuffered {
    std::string name;
    std::string correlation;
    Document payload;
    Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(MessageBuffered, (), (name, correlation, payload, expires_at))

struct MessageTaken {
    StreamId by; ///< empty: it expired
};
BOOST_DESCRIBE_STRUCT(MessageTaken, (), (by))

/// A signal that went out to all who waited for it; nothing is kept.
struct SignalSent {
    std::string name;
    Document payload;
    std::int64_t reached = 0; ///< cases
};
BOOST_DESCRIBE_STRUCT(SignalSent, (), (name, payload, reached))

struct MessageState {
    std::string name;
    std::string correlation;
    Document payload;
    Instant expires_at;
    bool taken = false;
};
BOOST_DESCRIBE_STRUCT(MessageState, (), (name, correlation, payload, expires_at, taken))

// -- node --

/// A year's holiday notice, as the CSV text that was loaded.
struct HolidaysLoaded {
    std::string csv;
};
BOOST_DESCRIBE_STRUCT(HolidaysLoaded, (), (csv))

/// When the county's offices are open, written like `08:30-12:00 13:30-17:00`.
struct OfficeHoursSet {
    std::string hours;
};
BOOST_DESCRIBE_STRUCT(OfficeHoursSet, (), (hours))

/// The virtual clock of a county that runs on one.
struct ClockSet {
    Instant at;
};
BOOST_DESCRIBE_STRUCT(ClockSet, (), (at))

struct NodeState {
    std::vector<std::string> holidays;
    std::optional<Instant> virtual_now;
    std::string office_hours; ///< empty: the program's own
};
BOOST_DESCRIBE_STRUCT(NodeState, (), (holidays, virtual_now, office_hours))

using StreamEvent = std::variant<
    EntrySet,
    EntryRetired,
    BatchOpened,
    ChunkRecorded,
    BatchComputed,
    BatchReleased,
    ReturnRecorded,
    PackDeployed,
    MessageBuffered,
    MessageTaken,
    HolidaysLoaded,
    ClockSet,
    SignalSent,
    OfficeHoursSet,
    EntryReinstated,
    PaymentsSettled,
    StartPlanned,
    StartFired,
    StartCancelled>;

using StreamState = std::variant<EntryState, BatchState, PackState, MessageState, NodeState>;

/// The empty state of a stream of this kind, told by its name's first part; nothing for cases.
[[nodiscard]] std::optional<StreamState> empty_stream_state(const StreamId& stream);
/// `entry`, `batch`, `pack`, `message`, `node` or `case`.
[[nodiscard]] std::string_view kind_of(const StreamId& stream);

/// Total over the events of its kind of stream.
void apply(StreamState& state, const StreamEvent& event);

[[nodiscard]] std::string encode_stream_events(const std::vector<StreamEvent>& events);
[[nodiscard]] Result<std::vector<StreamEvent>> decode_stream_events(std::string_view text);
[[nodiscard]] std::string encode_stream_state(const StreamState& state);
[[nodiscard]] Result<StreamState>
decode_stream_state(const StreamId& stream, std::string_view text);

} // namespace gongdao
