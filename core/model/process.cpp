#include "core/model/process.hpp"

#include "core/model/graph_walk.hpp"

#include <algorithm>
#include <utility>

namespace gongdao {

namespace {

int found_in(const IndexById& index, std::string_view id) {
    const auto found = index.find(id);
    return found == index.end() ? -1 : found->second;
}

/// The other ends of a link: catching ones for a throw, throwing ones for a catch.
std::vector<int> link_partners(const Process& process, const Element& link) {
    const auto wanted =
        link.kind == ElementKind::throw_event ? ElementKind::catch_event : ElementKind::throw_event;
    std::vector<int> out;
    if (link.trigger != Trigger::link || link.scope < 0) return out;
    for (const int sibling : process.element(link.scope).children) {
        const auto& other = process.element(sibling);
        const bool pair = other.kind == wanted && other.trigger == Trigger::link;
        if (pair && other.event_name == link.event_name) out.push_back(sibling);
    }
    return out;
}

} // namespace

int Process::find_element(std::string_view element_id) const {
    return found_in(element_by_id, element_id);
}

int Process::find_flow(std::string_view flow_id) const { return found_in(flow_by_id, flow_id); }

std::vector<int> successors(const Process& process, int element) {
    const auto& here = process.element(element);
    std::vector<int> out = here.boundary;
    for (const int flow : here.outgoing)
        out.push_back(process.flow(flow).target);
    if (here.kind == ElementKind::throw_event) {
        const auto partners = link_partners(process, here);
        out.insert(out.end(), partners.begin(), partners.end());
    }
    return out;
}

std::vector<int> predecessors(const Process& process, int element) {
    const auto& here = process.element(element);
    std::vector<int> out;
    if (here.attached_to >= 0) out.push_back(here.attached_to);
    for (const int flow : here.incoming)
        out.push_back(process.flow(flow).source);
    if (here.kind == ElementKind::catch_event) {
        const auto partners = link_partners(process, here);
        out.insert(out.end(), partners.begin(), partners.end());
    }
    return out;
}

std::vector<bool> walk_back(const Process& process, std::vector<int> targets, int avoiding) {
    std::vector<bool> seen(process.elements.size(), false);
    auto& open = targets;
    while (!open.empty()) {
        const int here = open.back();
        open.pop_back();
        if (here == avoiding || seen[static_cast<std::size_t>(here)]) continue;
        seen[static_cast<std::size_t>(here)] = true;
        for (const int before : predecessors(process, here))
            open.push_back(before);
    }
    return seen;
}

void precompute_reachability(Process& process) {
    process.reaching.clear();
    for (std::size_t i = 0; i < process.elements.size(); ++i) {
        const auto& join = process.elements[i];
        if (join.kind != ElementKind::inclusive_gateway || join.incoming.size() < 2) continue;
        for (const int flow : join.incoming) {
            process.reaching[flow] =
                walk_back(process, {process.flow(flow).source}, static_cast<int>(i));
        }
    }
}

bool Process::reaches(int from, int to, int avoiding) const {
    if (from < 0 || to < 0) return false;
    const auto known = flow(to).target == avoiding ? reaching.find(to) : reaching.end();
    if (known != reaching.end()) return known->second[static_cast<std::size_t>(from)];
    return walk_back(*this, {flow(to).source}, avoiding)[static_cast<std::size_t>(from)];
}

} // namespace gongdao
