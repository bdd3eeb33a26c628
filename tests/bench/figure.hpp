#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gongdao::bench {

/// One line of the table: what the engine needs or gives, over what the reference does, both from
/// interleaved runs of one program.
struct Figure {
    std::string id;
    std::string what;
    double ratio = 0;     ///< of the medians
    double engine = 0;    ///< median, in `unit`
    double reference = 0; ///< median, in `unit`
    std::string unit;
    double at_least = 0; ///< 0: only recorded
    double aim = 0;
    bool more_is_better = true;
    double spread = 0; ///< (max − min) / median of the reference: how much the machine moved
    std::string remark;

    /// `达标`, `已达目标`, `未达`, `波动` where the machine moved too much, `记录`.
    [[nodiscard]] std::string verdict() const;
};

/// What is counted: time that passes, for what waits on a disk; or the processor's, which other
/// programs on the machine hardly change.
enum class Watch { wall, processor };

[[nodiscard]] double seconds_of(const std::function<void()>& work, Watch watch = Watch::wall);

/// A B A B …: `rounds` results of each.
struct Interleaved {
    std::vector<double> engine;
    std::vector<double> reference;
};

[[nodiscard]] Interleaved interleave(
    int rounds, const std::function<double()>& engine, const std::function<double()>& reference
);

[[nodiscard]] double median(std::vector<double> values);
/// The value below which `part` of them lie.
[[nodiscard]] double quantile(std::vector<double> values, double part);

/// Fills medians, ratio and spread.
[[nodiscard]] Figure compared(Figure figure, const Interleaved& runs);

/// Appends of 4 KiB with fdatasync per second: what the disk gives now.
[[nodiscard]] double disk_probe(const std::string& folder);

[[nodiscard]] std::string table_of(const std::vector<Figure>& figures);
[[nodiscard]] std::string
json_of(const std::vector<Figure>& figures, double probe_before, double probe_after);

} // namespace gongdao::bench
