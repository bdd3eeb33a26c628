#pragma once

#include "core/engine/rule_book.hpp"
#include "core/model/expressions.hpp"
#include "core/values/document.hpp"
#include "core/values/time.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// Time for those who may ask for it; never read inside `decide`.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// Turns rule files into rules. Thread-safe.
class RuleLoader {
public:
    virtual ~RuleLoader() = default;

    /// All faults of all files. What is returned lives as long as somebody holds it.
    [[nodiscard]] virtual std::shared_ptr<const RuleBook>
    load(const std::map<std::string, std::string>& files, Faults& faults) const = 0;
    [[nodiscard]] virtual std::vector<std::string>
    rule_ids(const std::map<std::string, std::string>& files) const = 0;
    /// Gaps, overlaps and dead rows of grids, and tests beside rules that fail, as faults. Only for
    /// a pack that is to be deployed; it may take seconds.
    virtual void
    check_rules(const std::map<std::string, std::string>& files, Faults& faults) const = 0;
    /// Faults where rules, expressions or scripts about money do not compute in integers. Only for
    /// a pack that is to be deployed: later the answer may be stricter.
    virtual void check_money(
        const std::map<std::string, std::string>& files,
        const std::vector<ExpressionUse>& uses,
        const std::vector<std::string>& money_fields,
        Faults& faults
    ) const = 0;
    /// Faults where expressions, scripts or letters of the pack name what is no field, variable,
    /// outcome or function. `uses` are the pack's own; `imported` are the fields of its imports.
    virtual void check_names(
        const std::map<std::string, std::string>& files,
        const std::vector<ExpressionUse>& uses,
        const Pack& pack,
        const std::vector<FieldSchema>& imported,
        Faults& faults
    ) const = 0;
};

struct WorkContext {
    std::string idempotency_key; ///< the same at every attempt
    std::int64_t attempt = 1;
    Instant now;
};

/// Slow work done by plugins, after the commit. May be called from any thread.
class Jobs {
public:
    virtual ~Jobs() = default;
    [[nodiscard]] virtual bool offers(std::string_view job) const = 0;
    /// Fails with `job_retry`, `job_rejected` (its first argument is the error code) or another
    /// kind.
    [[nodiscard]] virtual Result<Document>
    run(std::string_view job, const Document& input, const WorkContext& context) = 0;
};

/// What leaves for the outside world. At least once; equal keys must have the effect of one.
class Effects {
public:
    virtual ~Effects() = default;
    [[nodiscard]] virtual bool offers(std::string_view effect) const = 0;
    [[nodiscard]] virtual Result<Document>
    deliver(std::string_view effect, const Document& payload, const WorkContext& context) = 0;
};

/// Signs checkpoints in the node's name. Any thread.
class Signer {
public:
    virtual ~Signer() = default;
    /// Ed25519, hexadecimal.
    [[nodiscard]] virtual std::string sign(std::string_view text) const = 0;
    [[nodiscard]] virtual std::string public_key() const = 0;
};

/// Keeps personal values sealed: ciphertext in journal and tables, keys outside the database.
class Vault {
public:
    virtual ~Vault() = default;
    /// Text → `{"sealed": …, "subject": …, "index": …}`; an equal value of equal class has an equal
    /// blind index, so that it can be found again without being read.
    [[nodiscard]] virtual Result<Document>
    seal(std::string_view value, std::string_view field_class) = 0;
    [[nodiscard]] virtual Result<std::string> open(const Document& sealed) const = 0;
    [[nodiscard]] virtual std::string
    blind_index(std::string_view value, std::string_view field_class) const = 0;
    /// Destroys a subject's key: the value can never be read again.
    [[nodiscard]] virtual Result<void> erase(std::string_view subject) = 0;
};

} // namespace gongdao
