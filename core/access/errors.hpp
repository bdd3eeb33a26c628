#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind file_not_written{
    "access.file_not_written",
    ErrorClass::environment,
    "文件“{0}”未能写入（{1}），请检查磁盘空间和目录权限后重试",
    "the file \"{0}\" could not be written ({1}); check disk space and the rights of its folder, "
    "then try again"};
inline constexpr ErrorKind file_not_read{
    "access.file_not_read",
    ErrorClass::environment,
    "文件“{0}”未能读取（{1}），请检查文件和权限后重试",
    "the file \"{0}\" could not be read ({1}); check the file and its rights, then try again"};
inline constexpr ErrorKind key_store_exists{
    "access.key_store_exists",
    ErrorClass::conflict,
    "密钥库“{0}”已经存在，为免覆盖未作改动，请直接使用它或另选位置",
    "the key store \"{0}\" exists already and was left alone; use it or choose another place"};
inline constexpr ErrorKind key_store_missing{
    "access.key_store_missing",
    ErrorClass::environment,
    "找不到密钥库“{0}”，请从密钥备份中恢复；没有它，已封存的个人信息无法读取",
    "the key store \"{0}\" is missing; restore it from the backup of the keys, without it sealed "
    "values cannot be read"};
inline constexpr ErrorKind key_store_open_to_others{
    "access.key_store_open_to_others",
    ErrorClass::environment,
    "密钥库“{0}”他人可读写，请执行 chmod 600 后重试",
    "the key store \"{0}\" is open to others; run chmod 600 on it and try again"};
inline constexpr ErrorKind key_store_in_use{
    "access.key_store_in_use",
    ErrorClass::conflict,
    "密钥库“{0}”正被另一个程序使用，请通过正在运行的节点操作或先停止它",
    "another program is using the key store \"{0}\"; work through the running node or stop it "
    "first"};
inline constexpr ErrorKind key_store_damaged{
    "access.key_store_damaged",
    ErrorClass::environment,
    "密钥库“{0}”第 {1} 条记录已损坏，请从密钥备份中恢复",
    "record {1} of the key store \"{0}\" is damaged; restore it from the backup of the keys"};
inline constexpr ErrorKind unknown_subject{
    "access.unknown_subject",
    ErrorClass::environment,
    "密钥库中没有编号 {0} 的密钥，请核对数据库与密钥库是否为同一套备份",
    "the key store has no key {0}; check that database and key store are of the same backup"};
inline constexpr ErrorKind subject_erased{
    "access.subject_erased",
    ErrorClass::denied,
    "该项个人信息的密钥已按规定销毁（编号 {0}），内容无法再读取，请勿重试",
    "the key of this personal value was destroyed as required ({0}); it can never be read again, "
    "do not retry"};
inline constexpr ErrorKind not_sealed{
    "access.not_sealed",
    ErrorClass::usage,
    "“{0}”应填文字，或原样带回系统给出的封存内容",
    "\"{0}\" takes a text, or the sealed value just as the system gave it"};
inline constexpr ErrorKind seal_broken{
    "access.seal_broken",
    ErrorClass::findings,
    "封存的个人信息（编号 {0}）已被改动或不属于“{1}”类，请核对数据来源",
    "the sealed value ({0}) was altered or is not of the class \"{1}\"; check where it comes from"};

} // namespace gongdao::errors
