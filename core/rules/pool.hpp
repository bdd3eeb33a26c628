#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace gongdao {

/// Objects that one thread uses at a time and that are dear to make. Thread-safe. What a lease does
/// not `keep` is destroyed, so a broken object never comes back.
template <class Object>
class Pool {
public:
    static constexpr std::size_t idle_max = 64;

    Pool() = default;
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    ~Pool() { delete last_.load(); }

    /// An idle object, or null when the caller must make one.
    [[nodiscard]] std::unique_ptr<Object> take() {
        if (auto* const last = last_.exchange(nullptr)) return std::unique_ptr<Object>{last};
        const std::lock_guard lock{mutex_};
        if (idle_.empty()) return nullptr;
        auto object = std::move(idle_.back());
        idle_.pop_back();
        return object;
    }

    void keep(std::unique_ptr<Object> object) {
        Object* none = nullptr;
        if (last_.compare_exchange_strong(none, object.get())) {
            static_cast<void>(object.release());
            return;
        }
        const std::lock_guard lock{mutex_};
        if (idle_.size() < idle_max) idle_.push_back(std::move(object));
    }

private:
    std::atomic<Object*> last_ = nullptr; ///< owned; spares one thread alone the lock
    std::mutex mutex_;
    std::vector<std::unique_ptr<Object>> idle_;
};

} // namespace gongdao
