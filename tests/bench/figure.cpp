#include "tests/bench/figure.hpp"

#include "core/values/text_width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace gongdao::bench {

namespace {

/// Beyond this the machine was not the same for both.
constexpr double spread_max = 0.35;

std::string quantity(double value) {
    if (value >= 1'000'000) return fmt::format("{:.2f}M", value / 1'000'000);
    if (value >= 10'000) return fmt::format("{:.1f}k", value / 1'000);
    return value >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

} // namespace

std::string Figure::verdict() const {
    if (at_least == 0) return "记录";
    if (spread > spread_max) return "波动";
    const auto reaches = [&](double goal) {
        return more_is_better ? ratio >= goal : ratio <= goal;
    };
    if (aim != 0 && reaches(aim)) return "已达目标";
    return reaches(at_least) ? "达标" : "未达";
}

double seconds_of(const std::function<void()>& work, Watch watch) {
    if (watch == Watch::processor) {
        const auto started = std::clock();
        work();
        return static_cast<double>(std::clock() - started) / CLOCKS_PER_SEC;
    }
    const auto started = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

Interleaved interleave(
    int rounds, const std::function<double()>& engine, const std::function<double()>& reference
) {
    Interleaved runs;
    for (int round = 0; round < rounds; ++round) {
        runs.engine.push_back(engine());
        runs.reference.push_back(reference());
    }
    return runs;
}

double quantile(std::vector<double> values, double part) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(part * last + 0.5)];
}

double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

Figure compared(Figure figure, const Interleaved& runs) {
    figure.engine = median(runs.engine);
    figure.reference = median(runs.reference);
    figure.ratio = figure.reference == 0 ? 0 : figure.engine / figure.reference;
    const auto [low, high] = std::minmax_element(runs.reference.begin(), runs.reference.end());
    figure.spread = figure.reference == 0 ? 0 : (*high - *low) / figure.reference;
    return figure;
}

double disk_probe(const std::string& folder) {
    const auto path = folder + "/probe";
    const int file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) return 0;
    constexpr int appends = 200;
    const std::array<char, 4096> block{};
    bool good = true;
    const auto seconds = seconds_of([&] {
        for (int i = 0; i < appends && good; ++i)
            good = ::write(file, block.data(), block.size()) == 4096 && ::fdatasync(file) == 0;
    });
    ::close(file);
    ::unlink(path.c_str());
    return good ? appends / seconds : 0;
}

std::string table_of(const std::vector<Figure>& figures) {
    std::string out = padded("编号", 6) + padded("量", 46) + padded("本系统", 10, Align::right) +
                      padded("对照", 10, Align::right) + padded("比值", 9, Align::right) +
                      padded("至少", 8, Align::right) + padded("目标", 8, Align::right) +
                      "  结论\n";
    for (const auto& figure : figures) {
        const auto sign = figure.more_is_better ? "≥" : "≤";
        const auto goal = [&](double value) {
            return value == 0 ? std::string{} : sign + fmt::format("{:g}", value);
        };
        out += padded(figure.id, 6) + padded(figure.what, 46) +
               padded(quantity(figure.engine), 10, Align::right) +
               padded(quantity(figure.reference), 10, Align::right) +
               padded(fmt::format("{:.2f}", figure.ratio), 9, Align::right) +
               padded(goal(figure.at_least), 8, Align::right) +
               padded(goal(figure.aim), 8, Align::right) + "  " + figure.verdict() +
               (figure.remark.empty() ? "" : "（" + figure.remark + "）") + "\n";
    }
    return out;
}

std::string json_of(const std::vector<Figure>& figures, double probe_before, double probe_after) {
    auto out = fmt::format(
        "{{\"probe_before\":{:.0f},\"probe_after\":{:.0f},\"figures\":[", probe_before, probe_after
    );
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const auto& figure = figures[i];
        out += fmt::format(
            "{}{{\"id\":\"{}\",\"engine\":{:.6g},\"reference\":{:.6g},\"unit\":\"{}\","
            "\"ratio\":{:.4g},\"spread\":{:.3g},\"at_least\":{:g},\"aim\":{:g}}}",
            i == 0 ? "" : ",",
            figure.id,
            figure.engine,
            figure.reference,
            figure.unit,
            figure.ratio,
            figure.spread,
            figure.at_least,
            figure.aim
        );
    }
    return out + "]}\n";
}

} // namespace gongdao::bench
