#!/usr/bin/env python3
"""Verifies what `gongdao journal export` wrote, without Gongdao and without the county's data.

    python3 verify_export.py <file> [--head <row>:<hash>]

Each line is one row of the journal of one case or batch. A row's hash is SHA-256 over the 32 bytes of the hash of
the row before (zero for the first) and then over each field as <length in bytes>:<bytes>.

The rows alone do not show that the last ones were cut off, or that somebody altered one and computed
every hash behind it anew. Whoever noted the last row's number and hash earlier, as this program prints
them, gives them with --head: that row must still be there. Exit code 0 where every row holds, 1 where
one does not, 2 where the file cannot be read.
"""

import argparse
import hashlib
import json
import re
import sys

FIELDS = (
    "org", "stream", "seq", "command_id", "actor", "occurred_at", "recorded_at", "kind", "events",
)  # fmt: skip
MEMBERS = frozenset(FIELDS) | {"previous", "hash"}


def hash_of(row):
    state = hashlib.sha256(bytes.fromhex(row["previous"]))
    for field in FIELDS:
        value = str(row[field]).encode()
        state.update(b"%d:" % len(value) + value)
    return state.hexdigest()


def faults_of(rows):
    """One sentence for each row that does not hold."""
    stream, previous = None, "00" * 32
    for number, row in enumerate(rows, 1):
        if set(row) != MEMBERS:
            yield f"第 {number} 行的栏目不全或有多余：{sorted(set(row) ^ MEMBERS)}"
            return
        if stream is not None and (row["org"], row["stream"]) != stream:
            yield f"第 {number} 行属于另一案卷 {row['stream']}"
        if row["seq"] != number:
            yield f"第 {number} 行的序号是 {row['seq']}，有缺漏或换位"
        if row["previous"] != previous:
            yield f"第 {number} 行没有接上前一行的哈希"
        if hash_of(row) != row["hash"]:
            yield f"第 {number} 行的内容与其哈希不符，已被改动"
        stream, previous = (row["org"], row["stream"]), row["hash"]


def faults_against(head, rows):
    """One sentence where a row that was noted earlier is not there any more as it was."""
    number, noted = head
    if number > len(rows):
        yield f"此前记下的第 {number} 行已不存在，末尾至少被截去 {number - len(rows)} 行"
    elif rows[number - 1].get("hash") != noted:
        yield f"第 {number} 行的哈希与此前记下的不同，该行或其之前的内容被改动后重新计算了哈希"


def noted_head(text):
    found = re.fullmatch(r"([1-9]\d{0,8}):([0-9a-f]{64})", text)
    if not found:
        raise argparse.ArgumentTypeError("请写成 行号:哈希，与核验时所印的一致")
    return int(found[1]), found[2]


def main(words):
    parser = argparse.ArgumentParser(description="核验 gongdao journal export 导出的日志")
    parser.add_argument("file", help="导出文件")
    parser.add_argument("--head", type=noted_head, help="此前记下的 行号:哈希")
    given = parser.parse_args(words)
    try:
        with open(given.file, encoding="utf-8") as file:
            rows = [json.loads(line) for line in file if line.strip()]
    except (OSError, ValueError) as problem:
        print(f"文件无法读取（{problem}），请核对路径和格式", file=sys.stderr)
        return 2
    if not rows or not all(isinstance(row, dict) for row in rows):
        print("文件中没有日志，请重新导出", file=sys.stderr)
        return 2
    faults = list(faults_of(rows))
    if given.head:
        faults += faults_against(given.head, rows)
    for fault in faults:
        print(fault)
    if faults:
        return 1
    print(f"{rows[0]['stream']}：{len(rows)} 条日志，哈希链完整，末条 {len(rows)}:{rows[-1]['hash']}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
