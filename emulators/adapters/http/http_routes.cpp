#include "emulators/adapters/http/http_routes.h"

#include <algorithm>
#include <utility>

namespace kazasu::adapters {

PathSegments::PathSegments(std::string_view target) {
  auto path = target.substr(0, std::min(target.find('?'), target.size()));
  while (path.starts_with('/') && size_ <= kMost) {
    path.remove_prefix(1);
    auto const end = std::min(path.find('/'), path.size());
    if (size_ < kMost) parts_[size_] = path.substr(0, end);
    ++size_;
    path.remove_prefix(end);
  }
}

HttpAnswer json_answer(int status, std::string body) {
  return {.status = status, .content_type = "application/json", .body = std::move(body)};
}

HttpAnswer not_found() {
  return json_answer(404, R"({"error": "no such path"})");
}
HttpAnswer method_not_allowed() {
  return json_answer(405, R"({"error": "no such method here"})");
}

}  // namespace kazasu::adapters
