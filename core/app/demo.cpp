#include "core/app/demo.hpp"

#include "core/app/acts.hpp"
#include "core/app/boards.hpp"
#include "core/app/choices.hpp"
#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/printing.hpp"
#include "core/app/table_import.hpp"
#include "core/app/terminal_progress.hpp"
#include "core/app/wording.hpp"
#include "core/runtime/replay.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace gongdao {

namespace {

namespace fs = std::filesystem;

/// `county.info`: what a sample county consists of.
struct SampleCounty {
    std::string org;
    std::string name;
    Instant clock;
    Instant until;
    std::vector<std::string> packs;
    std::vector<std::pair<std::string, std::string>> registers; ///< register, file
    std::vector<std::string> acts;
    std::vector<std::pair<std::string, std::string>> boards; ///< pack, board
};

Result<Instant> instant_of(const std::string& text) {
    auto instant = parse_instant(text);
    return instant;
}

/// Words of a value: `import register cadre cadre.csv` → register, cadre, cadre.csv.
std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = std::min(text.find(' ', from), text.size());
        if (end > from) words.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return words;
}

Result<SampleCounty> read_sample(const fs::path& folder) {
    const auto text = read_file(folder / "county.info");
    if (!text) return text.error();
    SampleCounty sample;
    int number = 0;
    for (std::size_t from = 0; from < text->size();) {
        const auto end = std::min(text->find('\n', from), text->size());
        auto line = text->substr(from, end - from);
        from = end + 1;
        ++number;
        line = line.substr(0, line.find(';'));
        const auto words = words_of(line);
        if (words.size() < 2) continue;
        const auto& key = words[0];
        if (key == "org") sample.org = words[1];
        if (key == "name") sample.name = words[1];
        if (key == "pack") sample.packs.push_back(words[1]);
        if (key == "acts") sample.acts.push_back(words[1]);
        if (key == "board" && words.size() > 2) sample.boards.emplace_back(words[1], words[2]);
        if (key == "import" && words.size() > 3) sample.registers.emplace_back(words[2], words[3]);
        if (key == "clock" || key == "until") {
            const auto instant = instant_of(words[1]);
            if (!instant) {
                auto error = instant.error();
                error.place = {.file = "county.info", .line = number};
                return error;
            }
            (key == "clock" ? sample.clock : sample.until) = *instant;
        }
    }
    return sample;
}

/// An act is named by its place, `fenghua/acts-disputes.jsonl:3402`, or by a text in it.
bool is_meant(const Act& act, const std::string& text) {
    return act.place == text ||
           canonical_text(act.command.members).find(text) != std::string::npos ||
           (act.command.target + "/" + act.command.kind).find(text) != std::string::npos;
}

class DemoCounty {
public:
    DemoCounty(const DemoOptions& options, const Manner& manner, std::string id)
        : options_{options}, manner_{manner}, id_{std::move(id)}, folder_{options.counties / id_} {}

    Result<int> run(DocumentObject& figures) {
        auto sample = read_sample(folder_);
        if (!sample) return sample.error();
        sample_ = std::move(*sample);
        talk(worded(manner_.language, "—— {}（{}）\n", "—— {} ({})\n", sample_.name, sample_.org));
        auto done = set_up();
        if (done) done = deploy();
        if (done) done = import_registers();
        if (done) done = play_acts();
        if (done) done = show_boards(figures);
        if (done) done = check_journal();
        if (!done) return done.error();
        return findings_ == 0 ? 0 : 1;
    }

private:
    Result<void> set_up() {
        const auto folder = options_.work / id_;
        std::error_code ignored;
        fs::remove_all(folder, ignored);
        auto made = County::create(
            folder, {.org = sample_.org, .name = sample_.name, .virtual_start = sample_.clock}
        );
        if (!made) return made;
        auto county = County::open(folder, manner_.language);
        if (!county) return county.error();
        county_ = std::move(*county);
        return {};
    }

    Result<void> deploy() {
        for (const auto& pack : sample_.packs) {
            auto files = read_pack_folder(options_.workflows / pack);
            if (!files) return files.error();
            DocumentObject texts;
            for (const auto& [path, text] : *files)
                texts[path] = text;
            const auto deployed = county_->act(
                {.actor = ActorId{"admin"},
                 .kind = "deploy_pack",
                 .members = DocumentObject{{"files", std::move(texts)}}}
            );
            if (!deployed) return deployed.error();
        }
        return {};
    }

    Result<void> import_one(const std::string& register_id, const std::string& file) {
        if (!fs::exists(folder_ / file)) return {};
        const auto sheet = read_import_file(folder_ / file);
        if (!sheet) return sheet.error();
        const auto report = import_register(
            *county_,
            register_id,
            *sheet,
            {.actor = ActorId{"admin"}, .valid_rows_only = true, .update = true}
        );
        if (!report) return report.error();
        talk(worded(
            manner_.language,
            "   导入 {}：{} 行，有误 {} 行\n",
            "   imported {}: {} rows, {} with faults\n",
            file,
            report->imported + report->updated,
            report->faulty
        ));
        note(report->faults);
        return {};
    }

    Result<void> import_registers() {
        auto done = import_one("organisation", "organisations.csv");
        if (done) done = import_one("user", "users.csv");
        for (const auto& [register_id, file] : sample_.registers) {
            if (done) done = import_one(register_id, file);
        }
        return done;
    }

    Result<void> play_acts() {
        std::vector<fs::path> files;
        for (const auto& file : sample_.acts)
            files.push_back(folder_ / file);
        auto acts = read_acts(files);
        if (!acts) return acts.error();
        if (!options_.without_act.empty()) {
            const auto left_out = std::erase_if(*acts, [&](const Act& act) {
                return is_meant(act, options_.without_act);
            });
            talk(worded(manner_.language, "   略去 {} 次办理\n", "   {} acts left out\n", left_out)
            );
        }
        SystemClock clock;
        const Wording label{"   办理", "   acts"};
        TerminalProgress progress{
            std::string{label.in(manner_.language)},
            static_cast<std::int64_t>(acts->size()),
            clock};
        const auto started = clock.now();
        const auto played =
            play(*county_, *acts, [&](std::int64_t done) { progress.update(done); });
        if (!played) return played.error();
        auto advanced = county_->advance_to(sample_.until);
        if (advanced) advanced = county_->keep_clock();
        if (!advanced) return advanced;
        progress.update(played->done);
        talk(worded(
            manner_.language,
            "   办理 {} 次，未被接受 {} 次，用时 {} 毫秒\n",
            "   {} acts, {} refused, {} ms\n",
            played->done,
            played->refused.size(),
            clock.now().milliseconds - started.milliseconds
        ));
        note(played->refused);
        return {};
    }

    Result<void> show_boards(DocumentObject& figures) {
        for (const auto& [pack, board] : sample_.boards) {
            const auto measures =
                compute_board(county_->node(), pack, board, date_of(county_->now()));
            if (!measures) return measures.error();
            figures[id_ + "/" + pack + "/" + board] = board_document(*measures);
            const auto deployed = county_->node().packs().current(pack);
            if (!deployed) return deployed.error();
            text_ += board_text(
                sample_.name + " · " + (*deployed)->pack.boards.at(board).title,
                *measures,
                manner_.language
            );
        }
        if (!manner_.json) fmt::print("{}", text_);
        return {};
    }

    Result<void> check_journal() {
        auto taken = county_->take_checkpoint();
        if (!taken) return taken.error();
        auto reader = county_->store_reader();
        if (!reader) return reader.error();
        const auto found = verify(**reader);
        if (!found) return found.error();
        note(found->faults);
        const Wording sound{"完全一致", "all in agreement"};
        const Wording differs{"发现不符", "differences found"};
        const auto line = worded(
            manner_.language,
            "   核对日志 {} 条、案卷 {} 个、数据行 {} 行：{}\n",
            "   verified {} journal rows, {} streams, {} derived rows: {}\n",
            found->rows,
            found->streams,
            found->derived,
            (found->holds() ? sound : differs).in(manner_.language)
        );
        if (manner_.json) {
            talk(line);
        } else {
            fmt::print("{}", line);
        }
        return {};
    }

    /// What was printed so far stands before it, also where both go into one file.
    static void talk(const std::string& line) {
        std::fflush(stdout);
        fmt::print(stderr, "{}", line);
    }

    void note(const Faults& faults) {
        constexpr std::size_t shown_max = 20;
        findings_ += faults.size();
        print_faults(
            {faults.begin(),
             faults.begin() + static_cast<std::ptrdiff_t>(std::min(faults.size(), shown_max))},
            manner_
        );
    }

    const DemoOptions& options_;
    const Manner& manner_;
    std::string id_;
    fs::path folder_;
    SampleCounty sample_;
    std::unique_ptr<County> county_;
    std::string text_;
    std::size_t findings_ = 0;
};

} // namespace

namespace {

Result<std::vector<std::string>> county_names(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator{folder, problem}) {
        if (fs::exists(entry.path() / "county.info"))
            names.push_back(entry.path().filename().string());
    }
    if (problem) return fail(errors::file_unreadable, {folder.string()});
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

Result<int> run_demo(const DemoOptions& options, const Manner& manner) {
    const auto known = county_names(options.counties);
    if (!known) return known.error();
    // Its working folder is emptied, so only a name that is known may name one.
    for (const auto& name : options.only) {
        auto is_known = among({"示例县", "sample county"}, name, *known);
        if (!is_known) return is_known.error();
    }
    int findings = 0;
    DocumentObject figures;
    for (const auto& name : options.only.empty() ? *known : options.only) {
        const auto done = DemoCounty{options, manner, name}.run(figures);
        if (!done) return done.error();
        findings = std::max(findings, *done);
    }
    if (manner.json) print_json(figures);
    return findings;
}

} // namespace gongdao
