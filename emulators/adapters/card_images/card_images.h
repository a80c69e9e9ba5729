// The pictures on a card, drawn: what is printed as text, and a photograph of nobody.
#pragma once

#include <filesystem>
#include <memory>

#include "emulators/card/card_images.h"

namespace kazasu::adapters {

// Of Debian's package fonts-ipafont-gothic.
inline constexpr char const* kCardFont = "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf";

// Texts in black on white; the photograph is a grey silhouette that says TEST. The same holder has the same
// pictures, byte for byte, with the same versions of FreeType, libpng and OpenJPEG. Throws std::runtime_error
// naming the font and its package when it cannot be used.
std::unique_ptr<card::CardImages> make_card_images(std::filesystem::path const& font = kCardFont);

}  // namespace kazasu::adapters
