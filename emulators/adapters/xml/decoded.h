// The result of reading a message.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "emulators/adapters/xml/xml_message.h"

namespace kazasu::adapters {

// What a text meant, or what is wrong with it. The error names the tag and what was expected there, never the
// value that was found: values may be personal.
template <class Message>
struct Decoded {
  std::optional<Message> message;
  std::string error;  // empty when there is a message
  explicit operator bool() const { return message.has_value(); }
};

// `read(header, body, message)` takes the parts of the envelope.
template <class Message, class Read>
Decoded<Message> decode_message(std::string_view xml, std::size_t longest, Read const& read) {
  auto document = XmlMessage{xml, longest};
  if (!document.error().empty()) return {std::nullopt, document.error()};
  auto const header = document.header();
  auto const body = document.body();
  auto message = Message{};
  read(header, body, message);
  if (!document.error().empty()) return {std::nullopt, document.error()};
  return {std::move(message), {}};
}

}  // namespace kazasu::adapters
