#include "emulators/adapters/exchange/url_image.h"

#include <stdexcept>

#include "emulators/adapters/files/base64.h"
#include "emulators/adapters/web/reception_code.h"
#include "emulators/adapters/xml/eligibility_xml.h"

namespace kazasu::adapters {

namespace {

constexpr auto* kInfo = "AccessUrlInfo";
constexpr auto* kType = "UrlImageType";
constexpr auto kEnd = std::string_view{"</AccessUrlInfo>"};

std::string image_of(std::string const& url, UrlImage image, sim::Instant now) {
  return image == UrlImage::kPng ? reception_code_png(url) : reception_code_pdf(url, sim::iso_date_time(now));
}

}  // namespace

std::optional<UrlImage> wanted_url_image(XmlReader const& body) {
  if (!body.has(kInfo)) return std::nullopt;
  auto const info = body.child(kInfo);
  if (!info.has(kType)) return std::nullopt;
  return info.code(kType, '2') == 1 ? UrlImage::kPdf : UrlImage::kPng;
}

std::optional<std::string> with_url_image(std::string answer, UrlImage image, UrlImageMaking const& making) {
  auto message = XmlMessage{answer, kLongestXml};
  if (!message.error().empty()) return std::nullopt;
  auto const body = message.body();
  if (!message.error().empty() || !body.has(kInfo)) return answer;
  auto const path = body.child(kInfo).optional_text("AccessUrl");
  auto const at = answer.rfind(kEnd);
  if (path.empty() || at == std::string::npos) return answer;
  try {
    auto const picture = image_of(std::string{making.reception_url} + path, image, making.now);
    return answer.insert(at, "<UrlImage>" + encode_base64(picture) + "</UrlImage>");
  } catch (std::runtime_error const&) {
    return std::nullopt;
  }
}

}  // namespace kazasu::adapters
