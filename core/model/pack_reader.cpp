#include "core/model/bpmn_reader.hpp"
#include "core/model/errors.hpp"
#include "core/model/fault_order.hpp"
#include "core/model/pack.hpp"
#include "core/model/pack_manifest.hpp"
#include "core/values/sha256.hpp"
#include "core/values/text_encoding.hpp"

#include <algorithm>
#include <utility>

namespace gongdao {

namespace {

constexpr std::size_t version_digits = 16;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

bool ends(std::string_view text, std::string_view with) {
    return text.size() >= with.size() && text.substr(text.size() - with.size()) == with;
}

/// `forms/verify.info` → `verify` for folder `forms/` and ending `.info`; empty where it does not
/// fit.
std::string stem_of(std::string_view path, std::string_view folder, std::string_view ending) {
    const bool fits =
        begins(path, folder) && ends(path, ending) && path.size() > folder.size() + ending.size();
    if (!fits) return {};
    return std::string{path.substr(folder.size(), path.size() - folder.size() - ending.size())};
}

/// Lengths go in too, so that no two packs with different files give the same bytes.
std::string version_of(const PackFiles& files) {
    Sha256 hash;
    const auto add = [&](std::string_view bytes) {
        hash.add(std::to_string(bytes.size()) + ":");
        hash.add(bytes);
    };
    for (const auto& [path, bytes] : files) {
        add(path);
        add(bytes);
    }
    return to_hex(hash.finish()).substr(0, version_digits);
}

class PackReader {
public:
    PackReader(const PackFiles& files, Faults& faults) : files_{files}, faults_{faults} {}

    Pack read() {
        if (const auto* text = needed("pack.info")) read_manifest(pack_, *text, faults_);
        if (const auto* text = needed("fields.schema.json")) {
            pack_.fields = read_field_schema(*text, "fields.schema.json", faults_);
        }
        for (const auto& [path, bytes] : files_)
            read_file(path, bytes);
        for (const auto& [id, definition] : pack_.registers) {
            if (files_.count(register_file(id)) == 0) missing(register_file(id), definition.line);
        }
        check_main_process();
        name_roles_by_id();
        pack_.version = version_of(files_);
        pack_.files = files_;
        return std::move(pack_);
    }

private:
    static std::string register_file(const std::string& id) {
        return "registers/" + id + ".schema.json";
    }

    void missing(const std::string& path, int line) {
        Place place;
        place.file = line == 0 ? std::string{} : "pack.info";
        place.line = line;
        faults_.push_back(fail(errors::missing_file, {path}, std::move(place)));
    }

    const std::string* needed(const std::string& path) {
        const auto found = files_.find(path);
        if (found != files_.end()) return &found->second;
        missing(path, 0);
        return nullptr;
    }

    void read_file(const std::string& path, const std::string& bytes) {
        if (ends(path, ".bpmn")) read_processes(path, bytes);
        if (begins(path, "scripts/") && ends(path, ".lua")) pack_.rules.push_back(path);
        if (const auto id = stem_of(path, "forms/", ".info"); !id.empty()) {
            pack_.forms.emplace(id, read_form(id, bytes, path, faults_));
        }
        if (const auto id = stem_of(path, "registers/", ".schema.json"); !id.empty()) {
            read_register_fields(id, path, bytes);
        }
        if (begins(path, "letters/")) read_letter(path, bytes);
    }

    void read_letter(const std::string& path, const std::string& bytes) {
        const auto text = to_utf8(bytes);
        if (!text) {
            auto error = text.error();
            error.place.file = path;
            faults_.push_back(std::move(error));
            return;
        }
        const auto name = path.substr(std::string{"letters/"}.size());
        pack_.letters.emplace(name.substr(0, name.rfind('.')), *text);
    }

    void
    read_register_fields(const std::string& id, const std::string& path, const std::string& bytes) {
        auto fields = read_field_schema(bytes, path, faults_);
        const auto definition = pack_.registers.find(id);
        if (definition != pack_.registers.end()) {
            definition->second.fields = std::move(fields);
            return;
        }
        Place place;
        place.file = path;
        faults_.push_back(fail(errors::unused_register_file, {id}, std::move(place)));
    }

    void read_processes(const std::string& path, const std::string& bytes) {
        has_bpmn_ = true;
        auto definitions = read_bpmn(bytes, path, faults_);
        if (definitions.processes.count(pack_.main_process) > 0 ||
            pack_.definitions.source.empty()) {
            pack_.definitions.source = std::move(definitions.source);
        }
        for (auto& [id, process] : definitions.processes) {
            const auto [known, fresh] = pack_.definitions.processes.emplace(id, process);
            if (fresh) continue;
            Place place;
            place.file = path;
            place.line = process->element(0).line;
            faults_.push_back(
                fail(errors::repeated_process, {id, known->second->file}, std::move(place))
            );
        }
    }

    void check_main_process() {
        const auto& main = pack_.main_process;
        const auto& processes = pack_.definitions.processes;
        const bool unreadable = processes.empty() && has_bpmn_;
        if (main.empty() || unreadable || processes.count(main) > 0) return;
        Place place;
        place.file = "pack.info";
        faults_.push_back(fail(errors::main_process_missing, {main}, std::move(place)));
    }

    /// Tasks and lanes may name a role by its title; what runs sees ids only.
    void name_roles_by_id() {
        std::map<std::string, std::string> ids;
        for (const auto& [id, role] : pack_.roles)
            ids.emplace(role.title, id);
        for (auto& [id, process] : pack_.definitions.processes) {
            auto named = std::make_shared<Process>(*process);
            for (auto& element : named->elements) {
                if (!element.assignment) continue;
                for (auto& role : element.assignment->roles) {
                    const auto found = ids.find(role);
                    if (pack_.roles.count(role) == 0 && found != ids.end()) role = found->second;
                }
            }
            process = std::move(named);
        }
    }

    const PackFiles& files_;
    Faults& faults_;
    Pack pack_;
    bool has_bpmn_ = false;
};

} // namespace

Pack read_pack(const PackFiles& files, Faults& faults) {
    const auto before = faults.size();
    auto pack = PackReader{files, faults}.read();
    sort_by_place(faults, before);
    return pack;
}

} // namespace gongdao
