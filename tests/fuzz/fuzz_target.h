// What a fuzz target consists of. The same sources are linked with libFuzzer (preset "fuzz") and with
// mutation_driver.cpp, which needs no Clang and runs as a test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// libFuzzer's entry. Ends the process when a property does not hold.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace kazasu::fuzz {

// Inputs from which others are made.
std::vector<std::string> seed_inputs();

// Ends the process, with the words on standard error.
void require(bool holds, char const* property);

}  // namespace kazasu::fuzz
