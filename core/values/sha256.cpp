#include "core/values/sha256.hpp"

#include <algorithm>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace gongdao {

namespace {

constexpr std::size_t block_size = 64;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

#if defined(__x86_64__)

bool has_instructions() {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0) return false;
    const bool shuffles = (c & bit_SSSE3) != 0 && (c & bit_SSE4_1) != 0;
    return shuffles && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

/// FIPS 180-4, 4.2.2.
alignas(16) constexpr std::array<std::uint32_t, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

const __m128i* vector_at(const void* address) { return static_cast<const __m128i*>(address); }

/// The instructions keep the eight words of the state as ABEF and CDGH and do four rounds on four
/// words of the message at a time.
__attribute__((target("sha,sse4.1"))) void
compress(std::array<std::uint32_t, 8>& state, const unsigned char* bytes, std::size_t count) {
    const auto big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const auto cdab = _mm_shuffle_epi32(_mm_loadu_si128(vector_at(&state[0])), 0xb1);
    const auto efgh = _mm_shuffle_epi32(_mm_loadu_si128(vector_at(&state[4])), 0x1b);
    auto abef = _mm_alignr_epi8(cdab, efgh, 8);
    auto cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    for (; count > 0; --count, bytes += block_size) {
        const auto abef_before = abef;
        const auto cdgh_before = cdgh;
        __m128i words[4];
        for (std::size_t i = 0; i < 4; ++i)
            words[i] = _mm_shuffle_epi8(_mm_loadu_si128(vector_at(bytes + 16 * i)), big_endian);
#pragma GCC unroll 16
        for (std::size_t i = 0; i < 16; ++i) {
            auto& word = words[i % 4];
            auto sum = _mm_add_epi32(word, _mm_load_si128(vector_at(&round_constants[4 * i])));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            sum = _mm_shuffle_epi32(sum, 0x0e);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, sum);
            if (i >= 12) continue;
            const auto& latest = words[(i + 3) % 4];
            word = _mm_sha256msg1_epu32(word, words[(i + 1) % 4]);
            word = _mm_add_epi32(word, _mm_alignr_epi8(latest, words[(i + 2) % 4], 4));
            word = _mm_sha256msg2_epu32(word, latest);
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    const auto feba = _mm_shuffle_epi32(abef, 0x1b);
    const auto dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    auto* out = reinterpret_cast<__m128i*>(state.data());
    _mm_storeu_si128(out, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128(out + 1, _mm_alignr_epi8(dchg, feba, 8));
}

#else

bool has_instructions() { return false; }

void compress(std::array<std::uint32_t, 8>&, const unsigned char*, std::size_t) {}

#endif

} // namespace

Sha256::Sha256()
    : state_{
          0x6a09e667,
          0xbb67ae85,
          0x3c6ef372,
          0xa54ff53a,
          0x510e527f,
          0x9b05688c,
          0x1f83d9ab,
          0x5be0cd19} {
    static const bool known = has_instructions();
    by_instructions_ = known;
    if (!by_instructions_) crypto_hash_sha256_init(&portable_);
}

void Sha256::add(std::string_view bytes) {
    if (!by_instructions_) {
        crypto_hash_sha256_update(&portable_, bytes_of(bytes), bytes.size());
        return;
    }
    const auto begun = static_cast<std::size_t>(length_ % block_size);
    length_ += bytes.size();
    if (begun > 0) {
        const auto taken = std::min(block_size - begun, bytes.size());
        std::copy_n(bytes_of(bytes), taken, block_.begin() + static_cast<std::ptrdiff_t>(begun));
        bytes.remove_prefix(taken);
        if (begun + taken < block_size) return;
        compress(state_, block_.data(), 1);
    }
    compress(state_, bytes_of(bytes), bytes.size() / block_size);
    bytes.remove_prefix(bytes.size() / block_size * block_size);
    std::copy_n(bytes_of(bytes), bytes.size(), block_.begin());
}

Sha256::Hash Sha256::finish() {
    Hash hash{};
    if (!by_instructions_) {
        crypto_hash_sha256_final(&portable_, hash.data());
        return hash;
    }
    // One bit, zeros up to the last eight bytes of a block, and in these the length in bits.
    std::array<unsigned char, 2 * block_size> end{0x80};
    const auto begun = static_cast<std::size_t>(length_ % block_size);
    const auto size = (begun < block_size - 8 ? block_size : 2 * block_size) - begun;
    for (std::size_t i = 0; i < 8; ++i)
        end[size - 1 - i] = static_cast<unsigned char>(length_ * 8 >> 8 * i);
    add({reinterpret_cast<const char*>(end.data()), size});
    for (std::size_t i = 0; i < hash.size(); ++i)
        hash[i] = static_cast<unsigned char>(state_[i / 4] >> (24 - 8 * (i % 4)));
    return hash;
}

} // namespace gongdao
