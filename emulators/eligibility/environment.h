// The two environments that exist side by side, with data and certificates of their own.
#pragma once

#include <cstdint>

namespace kazasu::eligibility {

// Part of every store key, so that one store can hold both.
enum class Environment : std::uint8_t {
  kOperation,       // 運用環境
  kConnectionTest,  // 接続検証環境
};

}  // namespace kazasu::eligibility
