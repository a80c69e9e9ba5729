#include "emulators/adapters/json/json_mirror_http.h"

#include <algorithm>

#include "emulators/adapters/json/json_mirror.h"

namespace kazasu::adapters {

namespace {

// As the public client sends it.
constexpr auto kContentType = std::string_view{"application/json;charset=UTF-8"};

void mirror(HttpAnswer& answer) {
  if (!answer.content_type.starts_with("application/xml")) return;
  answer.content_type = kContentType;
  // An answer that a fault has spoilt is of neither form.
  if (auto mirrored = json_of_xml(answer.body)) answer.body = std::move(*mirrored);
}

}  // namespace

bool is_json(std::string_view content_type) {
  constexpr auto kJson = std::string_view{"application/json"};
  auto const type = content_type.substr(0, std::min(content_type.find_first_of("; "), content_type.size()));
  return std::ranges::equal(type, kJson, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

HttpAnswer JsonMirrorHttp::handle(HttpRequestView const& request, sim::Instant now,
                                  eligibility::StageMeter& meter) {
  if (!is_json(request.content_type)) return inner_.handle(request, now, meter);
  auto const xml = request.sink == nullptr ? xml_of_json(request.body).value_or("") : std::string{};
  auto as_xml = request;
  as_xml.body = xml;
  auto answer = inner_.handle(as_xml, now, meter);
  when_complete(answer, mirror);
  return answer;
}

}  // namespace kazasu::adapters
