// Runs a fuzz target without libFuzzer: seeds, then a fixed number of mutations of them, always the same.
//
//   NAME INPUTS          the seeds and so many mutations
//   NAME FILE...         these inputs, for instance those that libFuzzer kept
//   NAME --write FOLDER  the seeds as files, for libFuzzer to begin with
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

#include "sim/random.h"
#include "tests/fuzz/fuzz_target.h"

namespace kazasu::fuzz {
namespace {

constexpr std::size_t kLongestInput = 70'000;

void run(std::string const& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const*>(input.data()), input.size());
}

class Mutations {
 public:
  Mutations(std::vector<std::string> seeds, std::uint64_t seed)
      : seeds_(std::move(seeds)), random_{seed, "fuzz mutations", 0} {}

  std::string next() {
    auto input = any_seed();
    for (auto left = 1 + random_.below(6); left > 0; --left) mutate(input);
    if (input.size() > kLongestInput) input.resize(kLongestInput);
    return input;
  }

 private:
  std::string const& any_seed() { return seeds_[random_.below(seeds_.size())]; }
  std::size_t place(std::string const& input) {
    return static_cast<std::size_t>(random_.below(input.size() + 1));
  }
  char any_byte() { return static_cast<char>(random_.next() & 0xFFU); }

  void mutate(std::string& input) {
    auto const at = place(input);
    auto const length = static_cast<std::size_t>(random_.below(9));
    switch (random_.below(8)) {
      case 0:
        if (at < input.size()) input[at] = static_cast<char>(input[at] ^ 1 << random_.below(8));
        break;
      case 1:
        if (at < input.size()) input[at] = any_byte();
        break;
      case 2:
        input.insert(at, 1, any_byte());
        break;
      case 3:
        input.erase(at, length);
        break;
      case 4:
        input.insert(at, input.substr(place(input), length * 4));
        break;
      case 5:
        input.replace(at, length * 8, any_seed().substr(0, length * 8));
        break;
      case 6:
        input.insert(at, any_seed());
        break;
      default:
        if (random_.chance(10'000))
          input.insert(at, static_cast<std::size_t>(random_.below(66'000)), any_byte());
    }
  }

  std::vector<std::string> seeds_;
  sim::RandomStream random_;
};

void write_seeds(std::filesystem::path const& folder) {
  std::filesystem::create_directories(folder);
  auto number = 0;
  for (auto const& seed : seed_inputs()) {
    std::ofstream{folder / ("seed-" + std::to_string(number++)), std::ios::binary} << seed;
  }
}

void run_mutations(std::uint64_t count) {
  for (auto const& seed : seed_inputs()) run(seed);
  auto mutations = Mutations{seed_inputs(), 1};
  for (std::uint64_t i = 0; i < count; ++i) run(mutations.next());
  std::printf("%llu inputs\n", static_cast<unsigned long long>(count + seed_inputs().size()));
}

bool run_file(char const* path) {
  auto content = std::ostringstream{};
  auto file = std::ifstream{path, std::ios::binary};
  if (!file) {
    std::fprintf(stderr, "%s: cannot be read; expected a number of inputs, or files with inputs\n", path);
    return false;
  }
  content << file.rdbuf();
  run(content.str());
  return true;
}

int drive(std::vector<char const*> const& arguments) {
  if (arguments.empty()) {
    std::fputs("expected a number of inputs, files with inputs, or --write and a folder\n", stderr);
    return 2;
  }
  if (arguments.size() == 2 && std::string_view{arguments[0]} == "--write") {
    write_seeds(arguments[1]);
    return 0;
  }
  auto count = std::uint64_t{0};
  auto const text = std::string_view{arguments[0]};
  auto const parsed = std::from_chars(text.data(), text.data() + text.size(), count);
  if (parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size()) {
    run_mutations(count);
    return 0;
  }
  for (auto const* const path : arguments) {
    if (!run_file(path)) return 2;
  }
  return 0;
}

}  // namespace
}  // namespace kazasu::fuzz

int main(int count, char** values) {
  return kazasu::fuzz::drive({values + 1, values + count});
}
