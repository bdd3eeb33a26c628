#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace gongdao {

/// A text that names one kind of thing. Ids of different kinds do not mix; empty means "none".
template <class Kind>
class Id {
public:
    Id() = default;

    explicit Id(std::string text) : text_{std::move(text)} {}

    [[nodiscard]] const std::string& text() const { return text_; }

    [[nodiscard]] bool empty() const { return text_.empty(); }

    friend auto operator<=>(const Id&, const Id&) = default;

private:
    std::string text_;
};

/// The county federation whose data this is; the first part of every key in the store.
using OrgId = Id<struct OrgKind>;
/// A thing with a journal, such as `case:…`, `entry:cadre:…`, `batch:…`.
using StreamId = Id<struct StreamKind>;
/// Chosen by the client, so that a repeated command is recognised.
using CommandId = Id<struct CommandKind>;
/// Who acts: the key of an entry in the register `user`, or `system`.
using ActorId = Id<struct ActorKind>;
/// An element of a BPMN definition, as written in its XML.
using ElementId = Id<struct ElementKindTag>;
using PackId = Id<struct PackKind>;

} // namespace gongdao

template <class Kind>
struct std::hash<gongdao::Id<Kind>> {
    std::size_t operator()(const gongdao::Id<Kind>& id) const {
        return std::hash<std::string>{}(id.text());
    }
};
