#include "emulators/claims/checks_left_out.h"

#include <array>

namespace kazasu::claims {

namespace {

constexpr auto kLeftOut = std::to_array<CheckLeftOut>({
    {"L1011", "HM or IR holds a value that must be empty", "HM of a nursing file has no such field"},
    {"L1574", "the count of receipts in GO is not a number of six digits",
     "GO of a nursing file has no count"},
    {"L1575", "the sum of points in GO is not a number of ten digits", "GO of a nursing file has no sum"},
    {"L1928", "more than 999 records of institutions in one file", "a file has one HM, which L1953 looks at"},
    {"L2162", "the insured number is missing", "番号 is mandatory in HO, so that L2541 says it"},
    {"L2257", "傷病名コード is not of seven digits", "L2963 and L2964 say it of every field"},
    {"L3006", "a receipt for the elderly without the note on income",
     "which notes go with which share is in none of our sources"},
    {"L3204", "傷病名コード is not in the disease master", "the master of diseases is not part of kazasu"},
    {"L3380", "a computed amount is negative", "no field can hold a sign (L2964)"},
    {"L4222", "no disease that can be claimed for", "the master of diseases is not part of kazasu"},
    {"L4800", "a date in the Japanese era, converted and taken",
     "dates of a nursing file are western; another form is L2964 or L2974"},
    {"L4835", "an SN from before its first month, skipped", "SN was there from the first month on"},
    {"L7112", "two items together that want a look", "the pairs are not in the master's tables"},
    {"", "a comment code (CO, TZ) that the master does not have (part of L3303)",
     "the master of comments is not part of kazasu"},
    {"", "an insurer or public payer that does not exist (part of L3087 and L3089)",
     "no list of insurers; only the form and the check digit are looked at"},
    {"", "a limit over what the patient had before this receipt, or at another station (part of L7113)",
     "one receipt is looked at by itself"},
    {"", "which jobs make a pair in items for two nurses",
     "the list (別紙10-3) was not found; any pair is taken"},
    {"", "the same patient and month at two stations, or at two payers",
     "only what one station sent to one payer is compared"},
    {"", "public assistance that the register does not have",
     "generated care draws assistance for itself; only insurers are looked up"},
    {"", "JD that does not match the KA days; JD for some payers only; MF missing",
     "no fault of its own: such a receipt is left out of 分割 and 振替, which L3970 and L3971 look at"},
});

}  // namespace

std::span<CheckLeftOut const> checks_left_out() {
  return kLeftOut;
}

}  // namespace kazasu::claims
