#pragma once

#include "core/values/error.hpp"

/// Every sentence is preceded by the place: the path of the store.
namespace gongdao::errors {

inline constexpr ErrorKind store_disk_full{
    "store.disk_full",
    ErrorClass::environment,
    "磁盘空间不足，未能写完，请腾出空间后重新启动节点，再用原编号重发未获答复的办理",
    "the disk is full and the write was not finished; free some space, restart the node, and send "
    "again under its id whatever was not answered"};
inline constexpr ErrorKind store_input_output{
    "store.input_output",
    ErrorClass::environment,
    "读写磁盘失败（{0}"
    "），请停止节点，检查磁盘后再启动，用原编号重发未获答复的办理，必要时从备份恢复",
    "the disk could not be read or written ({0}); stop the node, check the disk, start again and "
    "send again under its id whatever was not answered, or restore a backup"};
inline constexpr ErrorKind store_node_locked{
    "store.node_locked",
    ErrorClass::environment,
    "另一个节点（进程号 {0}）正在使用该数据库，请通过该节点操作，或先停止它",
    "another node (process {0}) is using this store; work through that node, or stop it first"};
inline constexpr ErrorKind store_lock_failed{
    "store.lock_failed",
    ErrorClass::environment,
    "无法建立锁文件（{0}），请检查目录权限，并把数据库放在本机磁盘上",
    "the lock file cannot be made ({0}); check the folder's permissions and keep the store on a "
    "local "
    "disk"};
inline constexpr ErrorKind store_busy{
    "store.busy",
    ErrorClass::environment,
    "数据库被其他程序占用，请关闭该程序后重试",
    "another program is holding the store; close that program and try again"};
inline constexpr ErrorKind store_corrupted{
    "store.corrupted",
    ErrorClass::environment,
    "数据库文件已损坏（{0}），请停止节点并从最近的备份恢复",
    "the store is damaged ({0}); stop the node and restore the latest backup"};
inline constexpr ErrorKind store_foreign_file{
    "store.foreign_file",
    ErrorClass::usage,
    "该文件不是工道数据库，请核对路径",
    "this file is not a Gongdao store; check the path"};
inline constexpr ErrorKind store_newer_schema{
    "store.newer_schema",
    ErrorClass::environment,
    "数据库结构为第 {0} 版，本程序只认识到第 {1} 版，请使用更新的程序打开",
    "the store has schema version {0}, but this program knows only up to {1}; open it with a newer "
    "program"};
inline constexpr ErrorKind store_older_schema{
    "store.older_schema",
    ErrorClass::environment,
    "数据库结构为第 {0} 版，本程序需要第 {1} 版；请先以可写方式打开一次以完成升级",
    "the store has schema version {0}, but this program needs {1}; open it once for writing, which "
    "upgrades it"};
inline constexpr ErrorKind store_missing{
    "store.missing",
    ErrorClass::usage,
    "数据库文件不存在，请核对路径，或先新建数据库",
    "there is no store here; check the path, or create the store first"};
inline constexpr ErrorKind store_cannot_open{
    "store.cannot_open",
    ErrorClass::environment,
    "数据库无法打开（{0}），请检查路径和权限",
    "the store cannot be opened ({0}); check the path and its permissions"};
inline constexpr ErrorKind store_not_writable{
    "store.not_writable",
    ErrorClass::environment,
    "数据库文件或所在目录不可写，请检查权限，以及磁盘是否已变为只读，然后重新启动节点",
    "the store or its folder is not writable; check the permissions and whether the disk has "
    "become "
    "read-only, then restart the node"};
inline constexpr ErrorKind store_no_wal{
    "store.no_wal",
    ErrorClass::environment,
    "该磁盘不支持预写日志，请把数据库放在本机磁盘上",
    "this disk does not support a write-ahead log; keep the store on a local disk"};
inline constexpr ErrorKind store_out_of_memory{
    "store.out_of_memory",
    ErrorClass::environment,
    "内存不足，请关闭其他程序后重新启动节点",
    "there is not enough memory; close other programs and restart the node"};
inline constexpr ErrorKind store_target_exists{
    "store.target_exists",
    ErrorClass::conflict,
    "目标文件已存在，请换一个文件名，或先移走它",
    "the target file exists already; choose another name, or move the file away first"};
inline constexpr ErrorKind store_failed{
    "store.failed",
    ErrorClass::environment,
    "数据库操作失败（{0}），请把这句话和日志交给维护人员",
    "the store failed ({0}); hand this sentence and the log to whoever maintains the node"};

inline constexpr ErrorKind row_refused{
    "store.row_refused",
    ErrorClass::findings,
    "数据不符合表结构（{0}），未写入；请把这句话交给维护人员",
    "a row does not fit its table ({0}) and was not written; hand this sentence to whoever "
    "maintains "
    "the node"};

inline constexpr ErrorKind unknown_table{
    "store.unknown_table",
    ErrorClass::usage,
    "没有名为“{0}”的表，请核对查询",
    "there is no table \"{0}\"; check the query"};
inline constexpr ErrorKind unknown_column{
    "store.unknown_column",
    ErrorClass::usage,
    "表“{1}”没有列“{0}”，请核对查询；案件字段请写成 data.字段",
    "the table \"{1}\" has no column \"{0}\"; check the query, and write a fact of the case as "
    "data.field"};
inline constexpr ErrorKind unknown_operation{
    "store.unknown_operation",
    ErrorClass::usage,
    "条件“{0}”不认识，请使用 = != < <= > >= in present absent 之一",
    "the condition \"{0}\" is not known; use one of = != < <= > >= in present absent"};
inline constexpr ErrorKind wrong_value_count{
    "store.wrong_value_count",
    ErrorClass::usage,
    "列“{0}”上的条件“{1}”所带的值的个数不对，请核对查询",
    "the condition \"{1}\" on \"{0}\" has the wrong number of values; check the query"};
inline constexpr ErrorKind not_an_integer{
    "store.not_an_integer",
    ErrorClass::usage,
    "“{0}”中有不是整数的值，无法统计；请改用 count 或 distinct，或更正数据",
    "\"{0}\" holds values that are not integers, so they cannot be computed with; use count or "
    "distinct, or correct the data"};

} // namespace gongdao::errors
