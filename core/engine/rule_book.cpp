#include "core/engine/rule_book.hpp"

#include <boost/json/object.hpp>

namespace gongdao {

ReadFacts::ReadFacts(const Document& facts) {
    std::vector<std::string> names;
    for (const auto& member : facts.as_object()) {
        add(names.size(), &member.value());
        names.emplace_back(member.key());
    }
    names_ = std::make_shared<const std::vector<std::string>>(std::move(names));
}

Document ReadFacts::document() const {
    DocumentObject object;
    object.reserve(read_.size());
    for (const auto& fact : read_)
        object.emplace((*names_)[fact.name], value_of(fact));
    return Document(std::move(object));
}

Document ReadFacts::value_of(const Fact& fact) const {
    switch (fact.kind) {
    case Kind::integer:
        return fact.number;
    case Kind::truth:
        return fact.number != 0;
    case Kind::other:
        return others_[static_cast<std::size_t>(fact.number)];
    default:
        return nullptr;
    }
}

} // namespace gongdao
