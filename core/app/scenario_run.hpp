#pragma once

#include "core/app/scenario.hpp"
#include "core/values/two_languages.hpp"

#include <set>

namespace gongdao {

/// Everything that happened in the case, in order.
[[nodiscard]] Result<std::vector<Event>> events_of(Node& node, const CaseState& state);

/// `应当 …` does not hold: what was found in its place.
[[nodiscard]] Error found_instead(const ScenarioLine& line, const Bilingual& found);

/// Plays one scenario, sentence by sentence.
class ScenarioRun {
public:
    ScenarioRun(County& county, const std::map<std::string, std::string>& files, std::string pack)
        : county_{county}, files_{files}, pack_{std::move(pack)} {}

    /// The first thing that was not as it should be.
    [[nodiscard]] Result<void> play(const ScenarioLine& line);

private:
    [[nodiscard]] Result<void> set_up(const ScenarioLine& line);
    [[nodiscard]] Result<void> pass_time(const ScenarioLine& line);
    [[nodiscard]] Result<void> act(const ScenarioLine& line, std::size_t first);
    /// `fin2 回盘 A：PH0001=成功，PH0002=失败 户名不符`
    [[nodiscard]] Result<void> bank_returns(const ScenarioLine& line, std::size_t first);
    [[nodiscard]] Result<void> refused(const ScenarioLine& line);
    [[nodiscard]] Result<void> expect(const ScenarioLine& line);
    [[nodiscard]] Result<Command> command_of(const ScenarioLine& line, std::size_t first);
    [[nodiscard]] Result<Document>
    values_of(const ScenarioLine& line, const FieldSchema& schema, Command& command);
    [[nodiscard]] Result<CaseState> case_named(const std::string& alias);
    [[nodiscard]] Result<Key> task_named(const CaseState& state, const std::string& name);
    [[nodiscard]] Result<Reply> carry_out(Command command, const ScenarioLine& line);
    [[nodiscard]] Result<void> deploy();
    [[nodiscard]] Result<const Pack*> pack();
    [[nodiscard]] Result<void> expect_field(const CaseState& state, const ScenarioLine& line);
    [[nodiscard]] Result<void> expect_return(const CaseState& state, const ScenarioLine& line);
    /// `应当 A 文书 notice 含 十五日`
    [[nodiscard]] Result<void> expect_letter(const CaseState& state, const ScenarioLine& line);
    /// `应当 看板 overview 核实属实 2`, of a group `应当 看板 overview 按镇街 锦屏街道总工会 2`
    [[nodiscard]] Result<void> expect_board(const ScenarioLine& line);
    [[nodiscard]] Result<void> expect_sent(const CaseState& state, const ScenarioLine& line);

    County& county_;
    const std::map<std::string, std::string>& files_;
    std::string pack_;
    std::map<std::string, StreamId> aliases_;
    bool deployed_ = false;
};

} // namespace gongdao
