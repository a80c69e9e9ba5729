// The other end of the wire: our emulators in a process of their own, or the user's system.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "emulators/identity/test_pki.h"
#include "harness/options.h"
#include "harness/progress.h"
#include "harness/server_process.h"
#include "harness/targets.h"
#include "scenarios/scenario.h"

namespace kazasu::harness {

// A folder of its own for each run, because runs may share the data folder; gone with the run.
class TokenFolder {
 public:
  explicit TokenFolder(std::filesystem::path const& data);
  ~TokenFolder();
  TokenFolder(TokenFolder const&) = delete;
  TokenFolder& operator=(TokenFolder const&) = delete;
  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Our emulators, with the token that their admin listener asks for.
struct Emulators {
  TokenFolder tokens;
  ServerProcess process;
  std::string token;

  Emulators(RunOptions const& options, scenarios::Scenario const& scenario);
};

struct FarSide {
  Targets targets;
  std::unique_ptr<Emulators> emulators;  // none when every endpoint is named
};

// Starts what is not named with --target. Throws CommandError when a target is refused or does not answer, or
// the emulators do not come up.
FarSide reach_far_side(RunOptions const& options, scenarios::Scenario const& scenario,
                       identity::TestPki const& pki, ProgressLine& progress);

}  // namespace kazasu::harness
