// What the virtual reader says about itself, byte for byte as PC/SC has it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kazasu::adapters {

// Answer to a control code of SCardControl: CM_IOCTL_GET_FEATURE_REQUEST lists one feature,
// FEATURE_GET_TLV_PROPERTIES, whose code answers with the longest APDU and the reader's name and version
// (PC/SC part 10, 2.2 and 2.6.14). Nothing for another code.
std::optional<std::string> answer_of_control(unsigned long code);

// A constant attribute of SCardGetAttrib. Nothing for one that the reader does not have, or that depends on
// the card.
std::optional<std::string> reader_attribute(unsigned long tag);

}  // namespace kazasu::adapters
