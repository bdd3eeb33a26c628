#include "tests/reliability/disk/fragile_disk.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace gongdao::testing {

FragileDisk::FragileDisk(std::uint64_t seed, const Image& image) : random_{seed} {
    for (const auto& [name, content] : image)
        names_[name] = std::make_shared<DiskFile>(content);
    kept_names_ = names_;
}

FragileDisk::Image FragileDisk::image() const {
    Image image;
    for (const auto& [name, file] : kept_names_)
        image[name] = file->kept();
    return image;
}

void FragileDisk::write_back() {
    for (const auto& [name, file] : names_)
        file->sync();
    kept_names_ = names_;
    unsynced_names_.clear();
}

void FragileDisk::fail_to_write_back(const std::string& name) {
    names_.at(name)->forget_unsynced();
}

Survival FragileDisk::any_survival() {
    return static_cast<Survival>(std::uniform_int_distribution<int>{0, 3}(random_));
}

void FragileDisk::cut_power_after(int changes, Survival survival) {
    changes_left_ = changes;
    survival_ = survival;
}

void FragileDisk::kill_program_after(int changes) {
    changes_left_ = changes;
    survival_.reset();
}

void FragileDisk::cut_power(Survival survival) {
    is_running_ = false;
    changes_left_ = 0;
    const auto all = unsynced_names_.size();
    auto kept = survival == Survival::nothing ? 0
                : survival == Survival::everything
                    ? all
                    : std::uniform_int_distribution<std::size_t>{0, all}(random_);
    for (const auto& [name, file] : unsynced_names_) {
        if (kept == 0) break;
        --kept;
        if (file) kept_names_[name] = file;
        if (!file) kept_names_.erase(name);
    }
    unsynced_names_.clear();
    names_ = kept_names_;
    for (auto& [name, file] : names_) {
        file->lose_power(survival, random_);
        // Who still holds the file open from before must not reach the new one.
        file = std::make_shared<DiskFile>(file->kept());
    }
    kept_names_ = names_;
}

void FragileDisk::break_with(Fault fault) {
    fault_ = std::move(fault);
    fault_calls_ = 0;
    failures_ = 0;
}

int FragileDisk::failure_of(DiskCall call) {
    ++calls_[static_cast<std::size_t>(call)];
    if (!fault_ || std::count(fault_->calls.begin(), fault_->calls.end(), call) == 0)
        return SQLITE_OK;
    ++fault_calls_;
    const bool fails =
        fault_calls_ == fault_->first || (fault_->lasts && fault_calls_ > fault_->first);
    if (!fails) return SQLITE_OK;
    ++failures_;
    system_error_ = fault_->system_error;
    return fault_->answer;
}

int FragileDisk::after_change() {
    if (changes_left_ == 0 || --changes_left_ > 0) return SQLITE_OK;
    if (survival_) cut_power(*survival_);
    is_running_ = false;
    return SQLITE_IOERR;
}

int FragileDisk::permit(DiskCall call) {
    if (!is_running_) return SQLITE_IOERR;
    return failure_of(call);
}

int FragileDisk::open(const std::string& name, bool make, std::shared_ptr<DiskFile>& file) {
    if (!is_running_) return SQLITE_IOERR;
    const auto found = names_.find(name);
    if (found != names_.end()) {
        file = found->second;
        return SQLITE_OK;
    }
    if (!make) return SQLITE_CANTOPEN;
    if (const int failed = failure_of(DiskCall::create); failed != SQLITE_OK) return failed;
    file = std::make_shared<DiskFile>();
    names_[name] = file;
    unsynced_names_.push_back({name, file});
    return after_change();
}

int FragileDisk::find(const std::string& name, bool& exists) {
    exists = names_.contains(name);
    return !is_running_ ? SQLITE_IOERR : SQLITE_OK;
}

int FragileDisk::read(const DiskFile& file, char* bytes, std::size_t count, std::size_t offset) {
    if (const int failed = permit(DiskCall::read); failed != SQLITE_OK) return failed;
    return file.read(bytes, count, offset) == count ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int FragileDisk::write(DiskFile& file, const char* bytes, std::size_t count, std::size_t offset) {
    const int failed = permit(DiskCall::write);
    if (failed != SQLITE_OK) {
        if (is_running_ && fault_->half_done) file.write(bytes, count / 2, offset);
        return failed;
    }
    file.write(bytes, count, offset);
    return after_change();
}

int FragileDisk::truncate(DiskFile& file, std::size_t size) {
    if (const int failed = permit(DiskCall::truncate); failed != SQLITE_OK) return failed;
    file.truncate(size);
    return after_change();
}

int FragileDisk::sync(DiskFile& file) {
    if (!is_running_) return SQLITE_IOERR;
    if (const int failed = failure_of(DiskCall::sync); failed != SQLITE_OK) {
        file.fail_to_sync(any_survival(), random_);
        return failed;
    }
    if (const int cut = after_change(); cut != SQLITE_OK) return cut;
    file.sync();
    for (const auto& [name, named] : unsynced_names_) {
        if (named) kept_names_[name] = named;
        if (!named) kept_names_.erase(name);
    }
    unsynced_names_.clear();
    return SQLITE_OK;
}

int FragileDisk::remove(const std::string& name) {
    if (const int failed = permit(DiskCall::remove); failed != SQLITE_OK) return failed;
    if (names_.erase(name) == 0) return SQLITE_IOERR_DELETE_NOENT;
    unsynced_names_.push_back({name, nullptr});
    return after_change();
}

} // namespace gongdao::testing
