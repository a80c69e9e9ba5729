// What route tables have in common.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "emulators/adapters/http/http_service.h"

namespace kazasu::adapters {

// The segments of a path: "/v/x/visits" is three. A query is cut off. A path with more segments than any
// route has counts as one more than fit.
class PathSegments {
 public:
  static constexpr std::size_t kMost = 5;

  explicit PathSegments(std::string_view target);
  std::size_t size() const { return size_; }
  // Empty beyond the end.
  std::string_view operator[](std::size_t i) const { return i < kMost ? parts_[i] : std::string_view{}; }

 private:
  std::array<std::string_view, kMost> parts_{};
  std::size_t size_ = 0;
};

HttpAnswer json_answer(int status, std::string body);
HttpAnswer not_found();
HttpAnswer method_not_allowed();

}  // namespace kazasu::adapters
