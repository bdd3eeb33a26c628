#pragma once

#include "core/model/pack.hpp"

#include <string>

namespace gongdao {

/// Fills what `pack.info` says into `pack`; registers get their fields elsewhere.
void read_manifest(Pack& pack, const std::string& text, Faults& faults);

/// `batch` and `board` sections are in a file of their own.
class ManifestSection;
[[nodiscard]] BatchDefinition read_batch(ManifestSection& section);
[[nodiscard]] Board read_board(ManifestSection& section, const PackId& pack);

[[nodiscard]] Form
read_form(const std::string& id, const std::string& text, const std::string& file, Faults& faults);

} // namespace gongdao
