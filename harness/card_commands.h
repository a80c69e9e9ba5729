// What the commands of `kazasu card` and `kazasu reader` do.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/card_options.h"
#include "harness/exit_code.h"

namespace kazasu::harness {

// Throws CommandError.
ExitCode execute_card_command(CardCommand const& command);

ExitCode host_cards(CardHostOptions const& options);
// In the foreground, over the vpcd protocol, without a host.
ExitCode present_card(CardInsertOptions const& options);
ExitCode list_profiles(CardProfilesOptions const& options);
ExitCode show_card(CardShowOptions const& options);
// Sends the APDUs of standard input to a slot as a phone would.
ExitCode be_phone(CardPhoneOptions const& options);
// Reads the PIN from standard input.
ExitCode sign_with_card(CardSignOptions const& options);
ExitCode install_reader(ReaderInstallOptions const& options);

// Throws CommandError(kRefusedTarget) unless the host is loopback or declared owned.
void require_own_host(std::string const& host, std::vector<std::string> const& owned);

// Of its sockets and of the phones' token.
std::filesystem::path card_host_folder(std::filesystem::path const& data);
// Where the host of a data folder listens: absolute, because pcscd runs in another folder.
std::filesystem::path control_socket(std::filesystem::path const& data);
std::filesystem::path reader_socket(std::filesystem::path const& data);

}  // namespace kazasu::harness
