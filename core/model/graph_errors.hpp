#pragma once

#include "core/values/error.hpp"

// Faults of the process graph.

namespace gongdao::errors {

inline constexpr ErrorKind flow_crosses_scope{
    "model.flow_crosses_scope",
    ErrorClass::findings,
    "连线的起点和终点不在同一层流程里，请改用边界事件或结束子流程",
    "the flow joins two different scopes; use a boundary event or end the subprocess"};
inline constexpr ErrorKind flow_into_start{
    "model.flow_into_start",
    ErrorClass::findings,
    "连线不能进入“{0}”，请改接到别的元素",
    "a flow cannot enter \"{0}\"; lead it to another element"};
inline constexpr ErrorKind flow_out_of_end{
    "model.flow_out_of_end",
    ErrorClass::findings,
    "连线不能从“{0}”离开，请改接",
    "a flow cannot leave \"{0}\"; take it from another element"};
inline constexpr ErrorKind boundary_host{
    "model.boundary_host",
    ErrorClass::findings,
    "边界事件附着的“{0}”不是同一层的任务、子流程或调用，请更正 attachedToRef",
    "the boundary event is attached to \"{0}\", which is no activity of the same scope; correct "
    "attachedToRef"};
inline constexpr ErrorKind default_not_own{
    "model.default_not_own",
    ErrorClass::findings,
    "默认连线“{0}”不是从这里离开的，请更正 default",
    "the default flow \"{0}\" does not leave this element; correct default"};
inline constexpr ErrorKind default_conditional{
    "model.default_conditional",
    ErrorClass::findings,
    "默认连线不能带条件，请删去条件",
    "a default flow cannot have a condition; delete it"};
inline constexpr ErrorKind condition_missing{
    "model.condition_missing",
    ErrorClass::findings,
    "从网关“{0}”离开的这条连线没有条件，请补上条件或设为默认连线",
    "this flow out of gateway \"{0}\" has no condition; add one or make it the default"};
inline constexpr ErrorKind condition_not_allowed{
    "model.condition_not_allowed",
    ErrorClass::findings,
    "从“{0}”离开的连线不能带条件，请删去条件或改用排他网关",
    "a flow out of \"{0}\" cannot have a condition; delete it or use an exclusive gateway"};
inline constexpr ErrorKind start_missing{
    "model.start_missing",
    ErrorClass::findings,
    "这里没有开始事件，请补上一个",
    "there is no start event here; add one"};
inline constexpr ErrorKind start_repeated{
    "model.start_repeated",
    ErrorClass::findings,
    "这里有多个无触发的开始事件，请只保留一个",
    "there are several none start events here; keep one"};
inline constexpr ErrorKind start_typed{
    "model.start_typed",
    ErrorClass::findings,
    "子流程的开始事件不能有触发条件，请改成普通开始事件",
    "the start event of a subprocess cannot have a trigger; make it a plain one"};
inline constexpr ErrorKind event_subprocess_start{
    "model.event_subprocess_start",
    ErrorClass::findings,
    "事件子流程须有且只有一个带触发的开始事件，请更正",
    "an event subprocess needs exactly one start event with a trigger; correct it"};
inline constexpr ErrorKind event_subprocess_flow{
    "model.event_subprocess_flow",
    ErrorClass::findings,
    "事件子流程不能有连线，请删去",
    "an event subprocess cannot have flows; delete them"};
inline constexpr ErrorKind event_gateway_target{
    "model.event_gateway_target",
    ErrorClass::findings,
    "事件网关后的“{0}”须是只接这一条连线的捕获事件或接收任务，请更正",
    "behind an event gateway \"{0}\" must be a catch event or receive task with just this incoming "
    "flow; correct it"};
inline constexpr ErrorKind event_gateway_few{
    "model.event_gateway_few",
    ErrorClass::findings,
    "事件网关后至少要有两个事件，请补上",
    "an event gateway needs at least two events behind it; add them"};
inline constexpr ErrorKind gateway_without_exit{
    "model.gateway_without_exit",
    ErrorClass::findings,
    "网关没有离开的连线，请补上",
    "no flow leaves the gateway; add one"};
inline constexpr ErrorKind link_without_partner{
    "model.link_without_partner",
    ErrorClass::findings,
    "链接“{0}”在同一层没有配对的另一端，请补上或更正名称",
    "the link \"{0}\" has no partner in its scope; add it or correct the name"};
inline constexpr ErrorKind link_repeated{
    "model.link_repeated",
    ErrorClass::findings,
    "链接“{0}”有多个接收端，请只保留一个",
    "the link \"{0}\" has several catching ends; keep one"};
inline constexpr ErrorKind unreachable{
    "model.unreachable",
    ErrorClass::findings,
    "从开始事件走不到这里，请接上连线或删去",
    "this cannot be reached from a start event; connect it or delete it"};
inline constexpr ErrorKind endless{
    "model.endless",
    ErrorClass::findings,
    "从这里走不到任何结束，请确认是否有意循环",
    "no end can be reached from here; check whether the loop is meant"};

} // namespace gongdao::errors
