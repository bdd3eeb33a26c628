#include "core/values/sha256.hpp"

#include <doctest/doctest.h>

#include <sodium/crypto_hash_sha256.h>
#include <string>

using namespace gongdao;

namespace {

std::string some_bytes(std::size_t count) {
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i)
        bytes += static_cast<char>((i * 131 + i / 251) & 0xff);
    return bytes;
}

Hash by_libsodium(const std::string& bytes) {
    Hash hash{};
    crypto_hash_sha256(
        hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()
    );
    return hash;
}

} // namespace

TEST_CASE("the hash of every length is libsodium's, whatever the pieces it comes in") {
    for (std::size_t length = 0; length <= 320; ++length) {
        const auto bytes = some_bytes(length);
        for (const std::size_t piece : {1U, 7U, 63U, 64U, 65U, 128U, 400U}) {
            Sha256 hash;
            for (std::size_t at = 0; at < length; at += piece)
                hash.add(std::string_view{bytes}.substr(at, piece));
            CAPTURE(length);
            CAPTURE(piece);
            REQUIRE(hash.finish() == by_libsodium(bytes));
        }
    }
}

TEST_CASE("the hash of the standard's example is written and read as hex digits") {
    const auto text = to_hex(sha256("abc"));
    CHECK(text == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(from_hex(text) == sha256("abc"));
    for (const auto& wrong : {text.substr(1), text + "0", "g" + text.substr(1), std::string{}})
        CHECK_FALSE(from_hex(wrong).has_value());
}

TEST_CASE("the hash of many megabytes is libsodium's") {
    const auto bytes = some_bytes(5'000'003);
    Sha256 hash;
    hash.add(bytes);
    CHECK(hash.finish() == by_libsodium(bytes));
}
