#include "emulators/reader/card_pace.h"

#include "emulators/card/apdu.h"

namespace kazasu::reader {

namespace {

card::Work work_of(std::string_view command) {
  auto const decoded = card::decode_command(command);
  if (!decoded) return card::Work::kNone;
  switch (decoded->ins) {
    case 0xA4:
      return card::Work::kSelect;
    case 0x20:  // a query reads the counter and writes nothing
      return decoded->data.empty() ? card::Work::kNone : card::Work::kVerify;
    case 0x24:
    case 0x32:
      return card::Work::kVerify;  // written to the same memory
    case 0x2A:
    case 0x88:
      return card::Work::kSign;
    default:
      return card::Work::kNone;
  }
}

}  // namespace

sim::Duration CardPace::operator()(std::string_view command, std::string_view answer) {
  // A command that was refused at once did no work: only its answer tells.
  auto const worked =
      answer.ends_with(std::string_view{"\x90\x00", 2}) || (answer.size() == 2 && answer.front() == '\x63');
  auto const work = worked ? work_of(command) : card::Work::kNone;
  return timing_.exchange(command.size(), answer.size(), work, random_);
}

}  // namespace kazasu::reader
