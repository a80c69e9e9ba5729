// The image of an institution's URL that a request may ask for (OQSCD034), inside the answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/adapters/xml/xml_message.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

enum class UrlImage : std::uint8_t { kPdf = 1, kPng = 2 };

// By AccessUrlInfo/UrlImageType of the request's body (the tag is ours); nothing without it.
std::optional<UrlImage> wanted_url_image(XmlReader const& body);

struct UrlImageMaking {
  std::string_view reception_url;  // scheme, host and port: what comes before AccessUrl
  sim::Instant now;                // a PDF's date
};
// The answer, UTF-8, with the image in Base64 as AccessUrlInfo/UrlImage; as it is when it carries no URL.
// Nothing when it is no message, or when no code holds its URL.
std::optional<std::string> with_url_image(std::string answer, UrlImage image, UrlImageMaking const& making);

}  // namespace kazasu::adapters
