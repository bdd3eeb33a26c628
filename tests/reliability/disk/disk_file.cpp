#include "tests/reliability/disk/disk_file.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <string_view>

namespace gongdao::testing {

namespace {

std::size_t up_to(std::size_t last, std::mt19937_64& random) {
    return std::uniform_int_distribution<std::size_t>{0, last}(random);
}

} // namespace

std::size_t DiskFile::read(char* bytes, std::size_t count, std::size_t offset) const {
    const auto there = offset < seen_.size() ? std::min(count, seen_.size() - offset) : 0;
    std::memcpy(bytes, seen_.data() + std::min(offset, seen_.size()), there);
    std::memset(bytes + there, 0, count - there);
    return there;
}

void DiskFile::write(const char* bytes, std::size_t count, std::size_t offset) {
    if (seen_.size() < offset + count) seen_.resize(offset + count, '\0');
    std::memcpy(seen_.data() + offset, bytes, count);
    const auto from = offset / sector * sector;
    const auto to = std::min((offset + count + sector - 1) / sector * sector, seen_.size());
    unsynced_.push_back(
        {.offset = from, .bytes = seen_.substr(from, to - from), .size = seen_.size()}
    );
}

void DiskFile::truncate(std::size_t size) {
    seen_.resize(size, '\0');
    unsynced_.push_back({.offset = size, .bytes = {}, .size = size});
}

void DiskFile::sync() {
    kept_ = kept_after(unsynced_.size());
    unsynced_.clear();
}

void DiskFile::fail_to_sync(Survival survival, std::mt19937_64& random) {
    kept_ = survivors(survival, random);
    unsynced_.clear();
}

void DiskFile::forget_unsynced() {
    seen_ = kept_;
    unsynced_.clear();
}

void DiskFile::lose_power(Survival survival, std::mt19937_64& random) {
    kept_ = survivors(survival, random);
    seen_ = kept_;
    unsynced_.clear();
}

std::string DiskFile::kept_after(std::size_t changes) const {
    std::string content = kept_;
    for (std::size_t i = 0; i < changes; ++i) {
        const auto& change = unsynced_[i];
        content.resize(change.size, '\0');
        content.replace(change.offset, change.bytes.size(), change.bytes);
    }
    return content;
}

std::string DiskFile::survivors(Survival survival, std::mt19937_64& random) const {
    const auto all = unsynced_.size();
    switch (survival) {
    case Survival::nothing:
        return kept_;
    case Survival::everything:
        return kept_after(all);
    case Survival::beginning:
        return kept_after(up_to(all, random));
    case Survival::scattered:
        return scattered(random);
    }
    return kept_;
}

/// Each sector is as it was at some moment of its own since the last sync.
std::string DiskFile::scattered(std::mt19937_64& random) const {
    const auto all = unsynced_.size();
    const auto measured = up_to(all, random);
    const auto size = measured == 0 ? kept_.size() : unsynced_[measured - 1].size;
    auto content = kept_;
    for (const auto& change : unsynced_)
        content.resize(std::max(content.size(), change.size), '\0');
    std::map<std::size_t, std::size_t> moments;
    for (std::size_t i = 0; i < all; ++i) {
        const auto& change = unsynced_[i];
        for (std::size_t at = 0; at < change.bytes.size(); at += sector) {
            const auto number = (change.offset + at) / sector;
            const auto [moment, fresh] = moments.try_emplace(number, 0);
            if (fresh) moment->second = up_to(all, random);
            if (i >= moment->second) continue;
            const auto bytes = std::string_view{change.bytes}.substr(at, sector);
            content.replace(change.offset + at, bytes.size(), bytes);
        }
        // What a file was shortened by is zero where it grows again.
        if (change.bytes.empty())
            content.replace(change.offset, std::string::npos, content.size() - change.offset, '\0');
    }
    content.resize(size, '\0');
    return content;
}

} // namespace gongdao::testing
