#include "core/app/node_log.hpp"

#include "core/app/people.hpp"
#include "core/app/printing.hpp"
#include "core/app/refusal.hpp"
#include "core/app/wording.hpp"
#include "db/sqlite/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <unistd.h>

namespace gongdao {

void NodeLog::write(const std::string& text, DocumentObject members) {
    const auto at = to_text(county_.now());
    members["at"] = at;
    fmt::print(
        out_, "{}\n", manner_.json ? canonical_text(members) : fmt::format("{} {}", at, text)
    );
    std::fflush(out_);
}

Result<void> NodeLog::started(const std::string& socket) {
    auto& node = county_.node();
    People people{node, manner_.language};
    const auto county = people.organisation(node.org().text());
    write(
        worded(
            manner_.language,
            "节点已启动：{}，进程 {}，接口 {}",
            "the node runs: {}, process {}, socket {}",
            county,
            ::getpid(),
            socket
        ),
        {{"event", "started"},
         {"county", node.org().text()},
         {"process", ::getpid()},
         {"socket", socket}}
    );
    const auto ids = node.packs().ids();
    if (!ids) return ids.error();
    for (const auto& id : *ids) {
        const auto deployed = node.packs().current(id);
        if (!deployed) return deployed.error();
        const auto& pack = (*deployed)->pack;
        write(
            worded(
                manner_.language,
                "业务包 {}（{}）版本 {}",
                "pack {} ({}) version {}",
                id,
                pack.title,
                pack.version
            ),
            {{"event", "pack"}, {"pack", id}, {"version", pack.version}}
        );
    }
    return {};
}

void NodeLog::refused(const Error& error) {
    const auto refusal = refusal_document(error);
    const std::string code{find_text(refusal, "code").value_or("")};
    if (++refusals_[code] > 1) return;
    const auto exit = find_integer(refusal, "exit").value_or(0);
    write(
        worded(
            manner_.language,
            "拒绝 {}（类别 {}），此类以后只计数",
            "refused with {} (class {}); others of it are only counted",
            code,
            exit
        ),
        {{"event", "refused"}, {"code", code}, {"exit", exit}}
    );
}

void NodeLog::copying_failed(const std::optional<Error>& why) {
    const std::string code{why ? why->kind->code : ""};
    if (code == not_copied_) return;
    not_copied_ = code;
    if (!why) {
        write(
            worded(
                manner_.language,
                "预写日志已恢复写入数据库文件",
                "the write-ahead log is copied into the database file again"
            ),
            {{"event", "log_copied"}}
        );
        return;
    }
    const bool is_full = why->kind == &errors::store_disk_full;
    const Wording reason{
        is_full ? "磁盘空间不足" : "有程序长时间读取数据库",
        is_full ? "the disk is full" : "a program reads the store for long"};
    const Wording cure{
        is_full ? "请尽快腾出磁盘空间" : "请关闭该程序",
        is_full ? "free some space soon" : "close that program"};
    write(
        worded(
            manner_.language,
            "{}，预写日志（gongdao.db-wal）暂时无法写入数据库文件，稍后自动重试。"
            "已确认的内容没有丢失，但预写日志会越来越大，{}",
            "{}: the write-ahead log (gongdao.db-wal) cannot be copied into the database file and "
            "will be tried again later. Nothing acknowledged is lost, but the log grows; {}",
            reason.in(manner_.language),
            cure.in(manner_.language)
        ),
        {{"event", "log_not_copied"}, {"code", code}}
    );
}

void NodeLog::stopped(const Error* why) {
    std::vector<std::string> counted;
    DocumentObject refusals;
    for (const auto& [code, count] : refusals_) {
        counted.push_back(code + " " + std::to_string(count));
        refusals[code] = count;
    }
    const Wording none{"无", "none"};
    DocumentObject members{{"event", "stopped"}, {"refusals", std::move(refusals)}};
    if (why != nullptr) members["why"] = refusal_document(*why);
    const Wording asked{"按要求停止", "as asked"};
    write(
        worded(
            manner_.language,
            "节点已停止（{}），拒绝：{}",
            "the node ended ({}); refusals: {}",
            why == nullptr ? std::string{asked.in(manner_.language)}
                           : sentence(*why, manner_.language),
            counted.empty() ? std::string{none.in(manner_.language)}
                            : listed_in_both(counted).in(manner_.language)
        ),
        std::move(members)
    );
}

} // namespace gongdao
