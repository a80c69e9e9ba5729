// Why a store cannot be used, for whoever started the program.
#pragma once

#include <stdexcept>
#include <string>

namespace kazasu::adapters {

// The text says which file, what was expected and what to do.
struct StoreError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace kazasu::adapters
