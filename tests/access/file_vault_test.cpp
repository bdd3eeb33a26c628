#include "core/access/durable_file.hpp"
#include "core/access/file_vault.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json/object.hpp>
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

constexpr auto identity = "990000199003071238";
constexpr std::size_t record_bytes = 128;

struct Store {
    TemporaryFolder folder;
    std::filesystem::path keys = folder.path() / "keys" / "county.keys";

    Store() { must(FileVault::create(keys)); }

    [[nodiscard]] std::unique_ptr<FileVault> open() const { return must(FileVault::load(keys)); }

    [[nodiscard]] std::string bytes() const { return must(read_whole_file(keys)); }

    /// Overwrites in place, so that owner and rights of the file stay.
    void replace(std::size_t offset, const std::string& bytes) const {
        std::fstream file{keys, std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(static_cast<std::streamoff>(offset));
        file << bytes;
    }
};

std::string text_of(const Document& sealed, const char* key) {
    const auto text = find_text(sealed, key);
    REQUIRE(text.has_value());
    return std::string{*text};
}

Document with(Document sealed, const char* key, const std::string& value) {
    sealed.as_object()[key] = value;
    return sealed;
}

} // namespace

TEST_CASE("a sealed value opens again, also after the program was started anew") {
    const Store store;
    Document sealed;
    {
        const auto vault = store.open();
        sealed = must(vault->seal(identity, "identity"));
        CHECK(must(vault->open(sealed)) == identity);
    }
    CHECK(must(store.open()->open(sealed)) == identity);
}

TEST_CASE("nothing of the value shows in what is given out or in the key file") {
    const Store store;
    const auto sealed = must(store.open()->seal(identity, "identity"));
    CHECK(canonical_text(sealed).find(identity) == std::string::npos);
    CHECK(store.bytes().find(identity) == std::string::npos);
    CHECK(text_of(sealed, "index").size() == 32);
    CHECK(text_of(sealed, "subject").size() == 32);
}

TEST_CASE("equal values of equal class share index and subject but never the ciphertext") {
    const Store store;
    const auto vault = store.open();
    const auto first = must(vault->seal(identity, "identity"));
    const auto again = must(vault->seal(identity, "identity"));
    const auto as_account = must(vault->seal(identity, "account"));
    const auto other = must(vault->seal("990000199003071239", "identity"));

    CHECK(text_of(first, "index") == text_of(again, "index"));
    CHECK(text_of(first, "index") == vault->blind_index(identity, "identity"));
    CHECK(text_of(first, "subject") == text_of(again, "subject"));
    CHECK(text_of(first, "sealed") != text_of(again, "sealed"));
    CHECK(text_of(first, "index") != text_of(as_account, "index"));
    CHECK(text_of(first, "subject") != text_of(as_account, "subject"));
    CHECK(text_of(first, "subject") != text_of(other, "subject"));
}

TEST_CASE("the blind index of a value differs from county to county") {
    const Store here;
    const Store there;
    const auto index = here.open()->blind_index(identity, "identity");
    const auto vault = here.open();
    CHECK(index == vault->blind_index(identity, "identity"));
    CHECK(index != there.open()->blind_index(identity, "identity"));
    CHECK(vault->blind_index("b", "a") != vault->blind_index("", "ab"));
}

TEST_CASE("an altered seal, class or subject is refused") {
    const Store store;
    const auto vault = store.open();
    const auto sealed = must(vault->seal(identity, "identity"));
    const auto other = must(vault->seal("13800138000", "phone"));
    auto text = text_of(sealed, "sealed");
    text[40] = text[40] == 'A' ? 'B' : 'A';

    CHECK(code_of(vault->open(with(sealed, "sealed", text))) == "access.seal_broken");
    CHECK(code_of(vault->open(with(sealed, "sealed", ""))) == "access.seal_broken");
    CHECK(code_of(vault->open(with(sealed, "class", "phone"))) == "access.seal_broken");
    CHECK(
        code_of(vault->open(with(sealed, "subject", text_of(other, "subject")))) ==
        "access.seal_broken"
    );
    CHECK(
        code_of(vault->open(with(sealed, "subject", std::string(32, 'a')))) ==
        "access.unknown_subject"
    );
    CHECK(code_of(vault->open(with(sealed, "subject", "x"))) == "access.unknown_subject");
    CHECK(code_of(vault->open("text")) == "access.seal_broken");
}

TEST_CASE("an erased subject never opens again, and its key is gone from the file") {
    const Store store;
    Document erased;
    Document kept;
    std::string key;
    {
        const auto vault = store.open();
        erased = must(vault->seal(identity, "identity"));
        kept = must(vault->seal("13800138000", "phone"));
        key = store.bytes().substr(record_bytes + 24, 32);
        must(vault->erase(text_of(erased, "subject")));
        must(vault->erase(text_of(erased, "subject")));
        CHECK(code_of(vault->open(erased)) == "access.subject_erased");
    }
    CHECK(store.bytes().find(key) == std::string::npos);
    const auto vault = store.open();
    CHECK(code_of(vault->open(erased)) == "access.subject_erased");
    CHECK(must(vault->open(kept)) == "13800138000");
    CHECK(code_of(vault->erase(std::string(32, '0'))) == "access.unknown_subject");
}

TEST_CASE("a value sealed again after its subject was erased belongs to a new subject") {
    const Store store;
    const auto vault = store.open();
    const auto before = must(vault->seal(identity, "identity"));
    must(vault->erase(text_of(before, "subject")));
    const auto after = must(vault->seal(identity, "identity"));

    CHECK(text_of(before, "subject") != text_of(after, "subject"));
    CHECK(must(vault->open(after)) == identity);
    CHECK(code_of(vault->open(before)) == "access.subject_erased");
}

TEST_CASE("many values over many pages of the file stay apart and all open again") {
    const Store store;
    std::vector<Document> sealed;
    std::set<std::string> subjects;
    {
        const auto vault = store.open();
        for (int i = 0; i < 200; ++i) {
            sealed.push_back(must(vault->seal("value " + std::to_string(i), "phone")));
            subjects.insert(text_of(sealed.back(), "subject"));
        }
    }
    CHECK(subjects.size() == 200);
    const auto vault = store.open();
    for (int i = 0; i < 200; ++i) {
        CHECK(
            must(vault->open(sealed[static_cast<std::size_t>(i)])) == "value " + std::to_string(i)
        );
    }
    CHECK(
        text_of(must(vault->seal("value 7", "phone")), "subject") == text_of(sealed[7], "subject")
    );
}

TEST_CASE("a key that nobody was seen to get is not given to anybody after a restart") {
    const Store store;
    std::string first;
    {
        const auto vault = store.open();
        first = text_of(must(vault->seal("a", "phone")), "subject");
        // The assignment is lost as a power failure may lose it: the record is as it was when
        // added.
    }
    auto file = store.bytes();
    CHECK(file.size() == 2 * record_bytes);
    std::string unassigned;
    {
        const Store other;
        const auto vault = other.open();
        must(vault->seal("a", "phone"));
        must(vault->seal("b", "phone"));
        // Of the second group of keys, two, one is still free.
        unassigned = other.bytes().substr(3 * record_bytes, record_bytes);
        if (unassigned.substr(56, 16) != std::string(16, '\0')) {
            unassigned = other.bytes().substr(2 * record_bytes, record_bytes);
        }
    }
    REQUIRE(unassigned.substr(56, 16) == std::string(16, '\0'));
    store.replace(record_bytes, unassigned);
    const auto vault = store.open();
    std::set<std::string> subjects;
    for (int i = 0; i < 40; ++i) {
        subjects.insert(text_of(must(vault->seal(std::to_string(i), "phone")), "subject"));
    }
    CHECK(subjects.size() == 40);
    const auto spare = must(read_whole_file(store.keys)).substr(record_bytes, record_bytes);
    CHECK(spare == unassigned);
}

TEST_CASE("what a crash left unfinished at the end is dropped, and work goes on behind it") {
    struct Case {
        const char* what;
        std::size_t bytes;
    };

    const std::vector<Case> cases{{"part of a record", 50}, {"a record and a part", 200}};
    for (const auto& [what, bytes] : cases) {
        CAPTURE(what);
        const Store store;
        const auto sealed = must(store.open()->seal(identity, "identity"));
        store.replace(store.bytes().size(), std::string(bytes, 'x'));
        Document later;
        {
            const auto vault = store.open();
            CHECK(must(vault->open(sealed)) == identity);
            later = must(vault->seal("13800138000", "phone"));
        }
        CHECK(must(store.open()->open(later)) == "13800138000");
    }
}

TEST_CASE("damage to keys that were given out long ago is reported with the record") {
    const Store store;
    {
        const auto vault = store.open();
        for (int i = 0; i < 100; ++i)
            must(vault->seal(std::to_string(i), "phone"));
    }
    store.replace(5 * record_bytes + 30, "damage");
    const auto opened = FileVault::load(store.keys);
    CHECK(code_of(opened) == "access.key_store_damaged");
    CHECK(opened.error().arguments.back() == "6");
}

TEST_CASE("a key store that is missing, in use, open to others or not one is refused") {
    const Store store;
    CHECK(code_of(FileVault::create(store.keys)) == "access.key_store_exists");
    CHECK(code_of(FileVault::load(store.folder.path() / "none")) == "access.key_store_missing");
    {
        const auto vault = store.open();
        CHECK(code_of(FileVault::load(store.keys)) == "access.key_store_in_use");
    }
    const auto mode = std::filesystem::status(store.keys).permissions();
    CHECK(mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    std::filesystem::permissions(
        store.keys, std::filesystem::perms::group_read, std::filesystem::perm_options::add
    );
    CHECK(code_of(FileVault::load(store.keys)) == "access.key_store_open_to_others");
    const auto text = store.folder.path() / "text";
    must(write_durably(text, "not a key store"));
    CHECK(code_of(FileVault::load(text)) == "access.key_store_damaged");
    must(write_durably(text, ""));
    CHECK(code_of(FileVault::load(text)) == "access.key_store_damaged");
}

TEST_CASE("several threads seal and open at once") {
    const Store store;
    const auto vault = store.open();
    std::vector<int> wrong(4, 0);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                const auto value = std::to_string(i);
                const auto sealed = vault->seal(value, "phone");
                const auto opened =
                    sealed ? vault->open(*sealed) : Result<std::string>{sealed.error()};
                if (!opened || *opened != value) ++wrong[t];
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("a file is written whole, replaces the old one and makes its folders") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "a" / "b" / "letter.html";
    must(write_durably(path, "first, longer"));
    must(write_durably(path, "second"));
    CHECK(must(read_whole_file(path)) == "second");
    CHECK(std::distance(std::filesystem::directory_iterator{path.parent_path()}, {}) == 1);
    CHECK(code_of(write_durably(path / "below a file", "x")) == "access.file_not_written");
    CHECK(code_of(read_whole_file(folder.path() / "none")) == "access.file_not_read");
}
