// The benchmark: `gongdao_bench [--smoke] [--json <file>] [--only W,S,G,R,L,B,D,Q] [--many <cases>]
// [--folder <on a disk>] [--memory <on tmpfs>]`. Exit 0 in any case: it reports, a person judges.

#include "core/app/files.hpp"
#include "tests/bench/measures.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

using namespace gongdao::bench;

namespace {

struct Chapter {
    std::string_view letter;
    std::vector<Figure> (*measure)(const Plan& plan);
};

constexpr Chapter chapters[]{
    {"W", &command_figures},
    {"S", &slow_disk_figures},
    {"G", &growth_figures},
    {"R", &restart_figures},
    {"L", &rule_figures},
    {"B", &batch_figures},
    {"D", &review_figures},
    {"Q", &process_figures}};

constexpr std::string_view own_prefix = "gongdao-bench-";

/// Runs that were ended leave gigabytes behind.
void remove_leftovers(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder)) return;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        const auto name = entry.path().filename().string();
        if (!name.starts_with(own_prefix)) continue;
        const auto process = std::atoi(name.c_str() + own_prefix.size());
        const bool is_gone = process > 0 && kill(process, 0) != 0 && errno == ESRCH;
        if (is_gone) std::filesystem::remove_all(entry.path());
    }
}

std::filesystem::path emptied(const std::filesystem::path& folder) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

} // namespace

int main(int argc, char** argv) {
    Plan plan{.source = GONGDAO_SOURCE_DIR, .disk = "build", .memory = "/dev/shm"};
    std::string only = "WSGRLBDQ";
    std::string json;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const auto value = [&] { return i + 1 < argc ? std::string{argv[++i]} : std::string{}; };
        if (word == "--peak-of-batch") {
            fmt::print("{}\n", peak_of_batch(value()));
            return 0;
        }
        if (word == "--smoke") plan.smoke = true;
        if (word == "--only") only = value();
        if (word == "--json") json = value();
        if (word == "--folder") plan.disk = value();
        if (word == "--memory") plan.memory = value();
        if (word == "--many") plan.many = std::stoll(value());
        if (word == "--cases") plan.cases = std::stoll(value());
    }
    // Two runs at once, and whatever else lies in these folders, are left alone.
    const auto own = fmt::format("{}{}", own_prefix, getpid());
    remove_leftovers(plan.disk);
    remove_leftovers(plan.memory);
    const auto disk = emptied(plan.disk / own);
    // Where there are no verdicts, a small memory disk must do no harm.
    const auto memory = plan.smoke ? disk / "memory" : plan.memory / own;
    const auto before = disk_probe(disk.string());
    std::vector<Figure> figures;
    for (const auto& chapter : chapters) {
        if (only.find(chapter.letter) == std::string::npos) continue;
        plan.disk = emptied(disk / std::string{chapter.letter});
        plan.memory = emptied(memory / std::string{chapter.letter});
        for (auto& figure : chapter.measure(plan))
            figures.push_back(std::move(figure));
        std::filesystem::remove_all(plan.disk);
        std::filesystem::remove_all(plan.memory);
    }
    const auto after = disk_probe(disk.string());
    fmt::print("{}", table_of(figures));
    fmt::print("磁盘探测（4 KiB 追加并同步）：前 {:.0f}/秒，后 {:.0f}/秒\n", before, after);
    std::filesystem::remove_all(disk);
    std::filesystem::remove_all(memory);
    if (json.empty()) return 0;
    return gongdao::write_file(json, json_of(figures, before, after)) ? 0 : 5;
}
