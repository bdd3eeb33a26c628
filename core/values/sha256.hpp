#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace gongdao {

/// A SHA-256 (FIPS 180-4).
using Hash = std::array<unsigned char, 32>;

/// The hash over what is added piece by piece, by OpenSSL, which uses the processor's own
/// instructions where there are any.
class Sha256 {
public:
    Sha256();

    void add(std::string_view bytes);
    /// The end of it: nothing may be added any more.
    [[nodiscard]] Hash finish();

private:
    struct Release {
        void operator()(evp_md_ctx_st* context) const;
    };

    std::unique_ptr<evp_md_ctx_st, Release> context_;
};

[[nodiscard]] Hash sha256(std::string_view bytes);
/// 64 hex digits, small letters.
[[nodiscard]] std::string to_hex(const Hash& hash);
/// Nothing where the text is anything but 64 hex digits.
[[nodiscard]] std::optional<Hash> from_hex(std::string_view text);

} // namespace gongdao
