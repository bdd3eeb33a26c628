#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gongdao::bench {

/// The same work by hand, as the reference of benchmarks: bare SQLite with prepared statements, the
/// same settings as the engine's store, and for every command four journal rows (1.4 KB), the
/// case's state, a task removed, a task and a timer. No rules, no checks, no chain.
class BareStore {
public:
    BareStore(const std::string& path, std::int64_t cases, bool counts_processor = false);
    ~BareStore();

    /// Commands per second; the seconds of each group are added to `groups`, if it is given.
    double complete(int count, int per_group, std::vector<double>* groups = nullptr);

private:
    struct Statements;

    std::int64_t cases_;
    bool counts_processor_;
    std::int64_t sequence_number_ = 0;
    std::uint64_t sequence_ = 88172645463325252ULL;
    std::unique_ptr<Statements> statements_;
};

} // namespace gongdao::bench
