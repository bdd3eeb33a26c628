#include "core/rules/rule_file.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/lua_tokens.hpp"
#include "core/rules/lua_values.hpp"
#include "core/values/text_encoding.hpp"
#include "core/values/two_languages.hpp"

#include <boost/json/array.hpp>
#include <lua.h>

#include <algorithm>
#include <array>
#include <utility>

namespace gongdao {

namespace {

constexpr std::array<std::string_view, 16> known_keys{
    "id",
    "name",
    "kind",
    "hit",
    "from",
    "to",
    "jurisdiction",
    "money",
    "inputs",
    "derived",
    "params",
    "rows",
    "tests",
    "derive",
    "evaluate",
    "reads"};

class FileReader {
public:
    FileReader(RuleFile& file, lua_State* lua, Faults& faults)
        : file_{file}, lua_{lua}, faults_{faults} {}

    /// The table is on top of the stack.
    void read() {
        table_ = lua_gettop(lua_);
        refuse_unknown_keys();
        file_.id = text("id", true);
        file_.name = text("name", true);
        file_.kind = text("kind", false);
        file_.jurisdiction = text("jurisdiction", false);
        file_.money = truth("money");
        if (!file_.kind.empty() && file_.kind != "free" && file_.kind != "grid")
            refuse("kind", {"只能是 grid 或 free", "it can only be grid or free"});
        read_dates();
        file_.has_derive = is_function("derive");
        file_.has_evaluate = is_function("evaluate");
        if (file_.is_free()) {
            read_free();
        } else {
            read_grid();
        }
    }

private:
    void refuse(const char* key, const Bilingual& why) {
        faults_.push_back(fail(
            errors::bad_rule_key,
            {key, both_languages(why)},
            {.file = file_.path, .line = 0, .column = 0, .element = file_.id}
        ));
    }

    void refuse_unknown_keys() {
        lua_pushnil(lua_);
        while (lua_next(lua_, table_) != 0) {
            lua_pop(lua_, 1);
            const bool is_text = lua_type(lua_, -1) == LUA_TSTRING;
            const char* const key = is_text ? lua_tolstring(lua_, -1, nullptr) : "1";
            const bool known =
                std::find(known_keys.begin(), known_keys.end(), key) != known_keys.end();
            if (!known) refuse(key, {"不是规则文件的键", "it is no key of rule files"});
        }
    }

    /// Pushes the value of a key.
    int push(const char* key) {
        lua_pushstring(lua_, key);
        return lua_rawget(lua_, table_);
    }

    std::string text(const char* key, bool required) {
        const int type = push(key);
        std::string found;
        if (type == LUA_TSTRING) {
            std::size_t size = 0;
            const char* const data = lua_tolstring(lua_, -1, &size);
            found.assign(data, size);
        }
        lua_pop(lua_, 1);
        const bool absent = type == LUA_TNIL || (type == LUA_TSTRING && found.empty());
        if (absent && required) refuse(key, {"没有填写", "it is not filled in"});
        if (!absent && type != LUA_TSTRING) refuse(key, {"应为文字", "it should be a text"});
        // What it names would be journalled, and no journal could be read any more.
        if (is_valid_utf8(found)) return found;
        refuse(
            key,
            {"含有不是 UTF-8 的字节（多半由 \\x 转义写成）",
             "it holds bytes that are not UTF-8, mostly from \\x escapes"}
        );
        return {};
    }

    TextBlock block(const char* key, bool required) {
        TextBlock found{text(key, required), 0};
        const auto at = found.text.empty() ? std::string::npos : file_.text.find(found.text);
        if (at != std::string::npos) {
            const auto begin = file_.text.begin();
            const auto lines = std::count(begin, begin + static_cast<std::ptrdiff_t>(at), '\n');
            found.first_line = static_cast<int>(lines) + 1;
        }
        return found;
    }

    bool truth(const char* key) {
        const int type = push(key);
        const bool found = lua_toboolean(lua_, -1) != 0;
        lua_pop(lua_, 1);
        if (type != LUA_TNIL && type != LUA_TBOOLEAN)
            refuse(key, {"应为 true 或 false", "it should be true or false"});
        return found;
    }

    bool is_function(const char* key) {
        const int type = push(key);
        lua_pop(lua_, 1);
        if (type != LUA_TNIL && type != LUA_TFUNCTION)
            refuse(key, {"应为函数", "it should be a function"});
        return type == LUA_TFUNCTION;
    }

    void read_dates() {
        const auto from = parse_date(text("from", true));
        if (from) {
            file_.from = *from;
        } else {
            refuse("from", {"应为 2025-01-01 形式的日期", "it should be a date like 2025-01-01"});
        }
        const auto written = text("to", false);
        if (written.empty()) return;
        const auto to = parse_date(written);
        if (!to)
            return refuse(
                "to", {"应为 2025-12-31 形式的日期", "it should be a date like 2025-12-31"}
            );
        if (*to < file_.from) refuse("to", {"早于 from", "it is before from"});
        file_.to = *to;
    }

    void read_grid() {
        file_.hit = text("hit", true);
        file_.inputs = block("inputs", false);
        file_.derived = block("derived", false);
        file_.parameters = block("params", false);
        file_.rows = block("rows", true);
        file_.tests = block("tests", false);
        if (file_.has_evaluate)
            refuse("evaluate", {"只用于 kind = \"free\"", "it is for kind = \"free\" only"});
        if (file_.has_derive == file_.derived.text.empty())
            refuse("derived", {"须与 derive 同时出现", "it goes together with derive"});
    }

    void read_free() {
        if (!file_.has_evaluate) refuse("evaluate", {"没有填写", "it is not filled in"});
        for (const char* const key : {"hit", "inputs", "derived", "params", "rows", "derive"}) {
            if (push(key) != LUA_TNIL)
                refuse(key, {"不用于 kind = \"free\"", "it is not for kind = \"free\""});
            lua_pop(lua_, 1);
        }
        const auto reads = list("reads");
        for (const auto& name : reads) {
            if (name.is_string()) {
                file_.reads.emplace_back(name.get_string());
            } else {
                refuse("reads", {"应为字段 id 的列表", "it should be a list of field ids"});
            }
        }
        file_.free_tests = list("tests");
    }

    DocumentArray list(const char* key) {
        const int type = push(key);
        auto found =
            type == LUA_TNIL ? Result<Document>{Document(DocumentArray{})} : read_value(lua_, -1);
        lua_pop(lua_, 1);
        if (found && found->is_array()) return std::move(found->get_array());
        refuse(
            key,
            found ? Bilingual{"应为列表", "it should be a list"} : bilingual_sentence(found.error())
        );
        return {};
    }

    RuleFile& file_;
    lua_State* lua_;
    Faults& faults_;
    int table_ = 0;
};

class StrictNames final : public GlobalNames {
public:
    bool push_global(lua_State*, std::string_view) override { return false; }

    [[nodiscard]] bool refuses_unknown() const override { return true; }
};

Result<void> run(Sandbox& sandbox, const RuleFile& file) {
    if (const auto loaded = sandbox.load(file.text, file.path); !loaded) return loaded.error();
    StrictNames names;
    if (const auto called = sandbox.call(0, 1, &names); !called) return called.error();
    if (lua_type(sandbox.lua(), -1) != LUA_TTABLE) return fail(errors::script_returned_no_table);
    return {};
}

} // namespace

std::optional<RuleFile> read_rule_file(
    const std::string& path, const std::string& text, const Budget& budget, Faults& faults
) {
    const auto before = faults.size();
    RuleFile file;
    file.path = path;
    file.text = text;
    Sandbox sandbox{budget};
    if (const auto ran = run(sandbox, file); !ran) {
        auto error = ran.error();
        error.place.file = path;
        faults.push_back(std::move(error));
        return {};
    }
    FileReader{file, sandbox.lua(), faults}.read();
    if (file.money) {
        if (const auto exact = check_money_text(text); !exact) {
            auto error = exact.error();
            error.place = {.file = path, .line = 0, .column = 0, .element = file.id};
            faults.push_back(std::move(error));
        }
    }
    if (faults.size() != before) return {};
    return file;
}

} // namespace gongdao
