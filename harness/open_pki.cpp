#include "harness/open_pki.h"

#include "harness/exit_code.h"

namespace kazasu::harness {

identity::TestPki open_test_pki(std::filesystem::path const& data, sim::Instant first, sim::Instant last) {
  try {
    std::filesystem::create_directories(data);
    auto pki = identity::TestPki{data / "pki"};
    pki.require_valid_at(first);
    pki.require_valid_at(last);
    return pki;
  } catch (std::filesystem::filesystem_error const& error) {
    throw CommandError(ExitCode::kTestPki, "the folder " + data.string() +
                                               " cannot be used for the test PKI (" + error.code().message() +
                                               "); name another one with --data");
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kTestPki, error.what());
  }
}

}  // namespace kazasu::harness
