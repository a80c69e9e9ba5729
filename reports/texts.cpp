#include "reports/texts.h"

#include <array>
#include <cstddef>

namespace kazasu::reports {

namespace {

struct Entry {
  Text key;
  std::string_view english;
  std::string_view japanese;
};

constexpr auto kTexts = std::to_array<Entry>({
    {Text::kRealClock, "real time", "実時間"},
    {Text::kVirtualClock, "virtual time", "仮想時間"},
    {Text::kValid, "Valid", "有効"},
    {Text::kInvalid, "Invalid", "無効"},
    {Text::kInterrupted, "Interrupted", "中断"},
    {Text::kValidSentence,
     "{0} of {1} visits ended with the answer on the screen. Half took up to {2}, 99 in 100 up to {3}.",
     "訪問 {1} 件のうち {0} 件で、結果が画面に表示されました。応答時間は半数が {2} 以内、100 件中 99 件が "
     "{3} 以内です。"},
    {Text::kInvalidSentence, "Do not rely on these figures.", "この数値を判断に使わないでください。"},
    {Text::kInterruptedSentence, "The run was stopped early: the figures cover {0} of {1} planned visits.",
     "途中で停止しました。予定した訪問 {1} 件のうち {0} 件までの数値です。"},
    {Text::kThresholdsAllMet, "All {0} thresholds met.", "しきい値 {0} 件をすべて満たしました。"},
    {Text::kThresholdsNotMet, "{0} of {1} thresholds not met.",
     "しきい値 {1} 件のうち {0} 件を満たしていません。"},
    {Text::kVisits, "Visits", "訪問"},
    {Text::kVisitsCompleted, "completed", "完了"},
    {Text::kVisitsPlanned, "planned", "予定"},
    {Text::kVisitsStarted, "started", "開始"},
    {Text::kVisitsFailed, "errors", "エラー"},
    {Text::kOfPlanned, "of {0} planned", "予定 {0} 件"},
    {Text::kRate, "Rate achieved", "達成した到着率"},
    {Text::kRateShort, "Rate", "到着率"},
    {Text::kRateOffered, "of {0} offered", "予定 {0}"},
    {Text::kOffered, "offered", "予定"},
    {Text::kAchieved, "achieved", "達成"},
    {Text::kErrors, "Errors", "エラー"},
    {Text::kErrorsCount, "{0} visits", "{0} 件"},
    {Text::kResponse, "Response time", "応答時間"},
    {Text::kResponseNote, "from the intended start", "予定の開始時刻から"},
    {Text::kService, "Service time", "処理時間"},
    {Text::kLag, "Schedule lag", "開始の遅れ"},
    {Text::kWorstLag, "Worst lag", "最大の開始遅れ"},
    {Text::kCriticalPath, "Critical path", "クリティカルパス"},
    {Text::kCriticalPathNote, "tap to answer shown, without human time",
     "かざしてから表示まで（人の操作時間を除く）"},
    {Text::kHuman, "Human time", "人の操作時間"},
    {Text::kHumanNote, "consent, PIN and thinking; not part of the critical path",
     "同意・暗証番号入力・思考。クリティカルパスに含みません"},
    {Text::kLegFirst, "Tap → registered", "かざす → 受付完了"},
    {Text::kLegSecond, "Registered → shown", "受付完了 → 表示"},
    {Text::kChannelFirst, "internet", "インターネット"},
    {Text::kChannelSecond, "closed line", "閉域網"},
    {Text::kWholePath, "Tap → shown", "かざす → 表示"},
    {Text::kStage, "Stage", "段階"},
    {Text::kMean, "mean", "平均"},
    {Text::kMax, "max", "最大"},
    {Text::kCount, "count", "件数"},
    {Text::kShare, "share", "割合"},
    {Text::kDifference, "difference", "差"},
    {Text::kUnitMs, "ms", "ミリ秒"},
    {Text::kWaterfallLead,
     "Where the time between the tap and the answer goes: mean of each stage, end to end.",
     "カードをかざしてから結果が出るまでの時間の内訳です。各段階の平均を順に並べています。"},
    {Text::kWaterfallCompare,
     "All results stand on one time axis; the difference is that of the means against {0}.",
     "すべての結果を同じ時間軸に並べています。差は{0}に対する平均の差です。"},
    {Text::kStagesSumNote,
     "{2}: the stage means add up to {0} ms, the mean of the whole path is {1} ms, because not every visit "
     "passes every stage.",
     "{2}：すべての訪問が全段階を通るわけではないため、各段階の平均の合計は {0} ミリ秒、経路全体の平均は {1} "
     "ミリ秒です。"},
    {Text::kNoStages, "No visit reached the critical path.", "クリティカルパスに到達した訪問はありません。"},
    {Text::kDistribution, "How response times are spread", "応答時間の分布"},
    {Text::kDistributionLead,
     "Each step to the right leaves out ten times fewer of the slowest visits: 10 %, 1 %, 0.1 %.",
     "右へ一目盛り進むごとに、除かれる遅い訪問は 10 %、1 %、0.1 % と十分の一ずつ減ります。"},
    {Text::kPercentileAxis, "share of visits up to this time", "この時間以内に終わった訪問の割合"},
    {Text::kOverTime, "Over time", "時間の経過"},
    {Text::kOverTimeLead, "The same time axis for all charts: seconds since the start of the run.",
     "すべての図の横軸は、実行開始からの時間で共通です。"},
    {Text::kThroughput, "Throughput", "スループット"},
    {Text::kThroughputUnit, "visits per second", "訪問／秒"},
    {Text::kArrivals, "arrivals", "到着"},
    {Text::kCompletions, "completions", "完了"},
    {Text::kErrorsPerSecond, "Errors per second", "エラー／秒"},
    {Text::kPercentiles, "Critical path percentiles", "所要時間（かざす→表示）のパーセンタイル"},
    {Text::kAsTable, "Figures as a table", "数値を表で見る"},
    {Text::kTimeFromStart, "since start", "経過時間"},
    {Text::kNeedsScript, "The charts need JavaScript; the tables below hold the same figures.",
     "図の表示には JavaScript が必要です。同じ数値は下の表にあります。"},
    {Text::kOutcomes, "Outcomes", "結果の内訳"},
    {Text::kOutcome, "Outcome", "結果"},
    {Text::kOutcomesLead, "How the visits ended, and the rule that decided.",
     "訪問がどう終わったかと、その判断の根拠です。"},
    {Text::kRule, "Rule that decided", "判断の根拠"},
    {Text::kVisitsShare, "Share", "割合"},
    {Text::kThresholds, "Thresholds", "しきい値"},
    {Text::kThreshold, "Threshold", "しきい値"},
    {Text::kNoThresholds, "The scenario sets no thresholds.", "このシナリオにはしきい値がありません。"},
    {Text::kMet, "met", "達成"},
    {Text::kNotMet, "not met", "未達"},
    {Text::kNoData, "no data", "データなし"},
    {Text::kActual, "Actual", "実績"},
    {Text::kLimit, "Limit", "上限"},
    {Text::kStatus, "Status", "判定"},
    {Text::kConnections, "Connections", "接続"},
    {Text::kConnectionsLead, "Handshakes cost time on the path; resumed ones cost less.",
     "TLS ハンドシェイクは経路の時間を費やします。再開できれば短くなります。"},
    {Text::kNoConnections, "No connections were made.", "接続はありません。"},
    {Text::kChannel, "Channel", "通信路"},
    {Text::kExchanges, "Exchanges", "要求・応答"},
    {Text::kHandshakes, "Handshakes", "ハンドシェイク"},
    {Text::kResumed, "Resumed", "再開"},
    {Text::kResumedShare, "Resumed share", "再開の割合"},
    {Text::kJourneys, "By journey and step", "手順別"},
    {Text::kStep, "Step", "ステップ"},
    {Text::kHonesty, "Can these figures be trusted?", "この数値は信頼できるか"},
    {Text::kHonestyLead,
     "Whether the generator kept its own schedule. Late starts count in the response time, not in the "
     "service time.",
     "負荷をかける側が予定どおり動いたかを示します。開始の遅れは応答時間に含まれ、処理時間には含まれません"
     "。"},
    {Text::kHonestyVirtual,
     "In virtual time nothing can start late: the lag is zero by construction, and times are those of the "
     "model.",
     "仮想時間では開始の遅れは起こりません（遅れは常に 0）。時間はモデルの値です。"},
    {Text::kRepeat, "How to repeat this run", "この実行を再現するには"},
    {Text::kCommand, "Command", "コマンド"},
    {Text::kSeed, "Seed", "シード"},
    {Text::kVerdict, "Verdict", "判定"},
    {Text::kArrivalHash, "Arrival hash", "到着ハッシュ"},
    {Text::kTraceHash, "Trace hash", "トレースハッシュ"},
    {Text::kVersion, "Version", "バージョン"},
    {Text::kCompiler, "Compiler", "コンパイラー"},
    {Text::kLibraries, "Libraries", "ライブラリー"},
    {Text::kMachine, "Machine", "実行環境"},
    {Text::kTarget, "Target", "対象"},
    {Text::kStartedAt, "Started", "開始日時"},
    {Text::kCalendarStart, "Calendar starts", "暦の開始"},
    {Text::kCalendarSpeed, "Calendar speed", "暦の速さ"},
    {Text::kArrivalProcess, "Arrival process", "到着過程"},
    {Text::kStations, "Stations", "ステーション"},
    {Text::kPeople, "People", "利用者"},
    {Text::kDuration, "Duration of the arrivals", "到着の期間"},
    {Text::kWallTime, "Wall time", "所要時間"},
    {Text::kScenario, "Scenario", "シナリオ"},
    {Text::kScenarioText, "Scenario as it was run", "実行したシナリオの全文"},
    {Text::kReport, "Report", "レポート"},
    {Text::kCompareTitle, "{0}: {1} results side by side", "{0}：{1} 件の比較"},
    {Text::kResult, "Result", "実行結果"},
    {Text::kSyntheticNote, "All people, cards and certificates in this report are synthetic.",
     "このレポートの人・カード・証明書はすべて架空のものです。"},
    {Text::kLicenseNote, "Charts: uPlot, © Leon Sorokin, MIT licence (text in the source of this page).",
     "図：uPlot（© Leon Sorokin、MIT ライセンス。全文はこのページのソースにあります）。"},
    {Text::kReasonNoData, "No data: not one visit was finished.",
     "データがありません。終わった訪問が 1 件もありません。"},
    {Text::kReasonGeneratorLate,
     "The generator was late: p99 of the schedule lag is {0}, {1} is allowed. Lower the rate or use a faster "
     "machine.",
     "負荷をかける側が遅れました。開始の遅れの p99 は {0}、許容値は {1} "
     "です。到着率を下げるか、より速いマシンを使ってください。"},
    {Text::kReasonTargetUnreachable, "The target was unreachable for most visits.",
     "半数を超える訪問で、対象に接続できませんでした。"},
    {Text::kReasonOpenFilesShort,
     "Too few file descriptors: the run may need {0}, the limit is {1} (ulimit -n).",
     "ファイル記述子が足りません。必要になりうる数は {0}、上限は {1} です（ulimit -n）。"},
    {Text::kReasonInterrupted, "The run was interrupted before its end.", "実行は終わる前に中断されました。"},
    {Text::kWaysIn, "Ways in", "受付の方法"},
    {Text::kWaysInLead, "By which way visits came in, and how the patient was identified.",
     "どの方法で受け付け、どのように本人を確認したか。"},
    {Text::kWayIn, "Way in", "方法"},
    {Text::kIdentifiedBy, "Identified by", "本人確認"},
    {Text::kAnswered, "Answered online", "オンラインで回答"},
    {Text::kEvents, "What else happened", "その他の出来事"},
    {Text::kEvent, "Event", "出来事"},
    {Text::kBeside, "Beside the critical path", "クリティカルパス以外"},
    {Text::kBesideLead, "What is done once before a tap, and later visits without one.",
     "かざす前に一度だけ行う処理と、かざさない2回目以降の訪問。"},
    {Text::kFallbacks, "Fallbacks", "代わりの確認方法"},
    {Text::kFallbacksLead,
     "Where visits ended that the online check did not answer, why, and what follows from it.",
     "オンラインで確認できなかった訪問が、なぜ、どの方法で終わり、その後どうなるか。"},
    {Text::kFallback, "Fell back on", "代わりの方法"},
    {Text::kCause, "Because", "理由"},
    {Text::kReInquiryPossible, "Re-inquiry", "再照会"},
    {Text::kMedicalData, "Medical data", "診療情報等"},
    {Text::kClaimMayReturn, "Claim may be returned", "返戻の可能性"},
    {Text::kYes, "yes", "あり"},
    {Text::kNo, "no", "なし"},
    {Text::kClaimsSentence, "{0} of {1} claims were received by the deadline.",
     "請求 {1} 件のうち {0} 件が期限までに受け付けられました。"},
    {Text::kClaimsSoFar, "{0} of {1} claims were received by the end of the run.",
     "請求 {1} 件のうち {0} 件が実行終了までに受け付けられました。"},
    {Text::kClaimsMissed, "{0} ({1}) were not.", "{0} 件（{1}）は受け付けられませんでした。"},
    {Text::kClaimsInterrupted, "The run was stopped early: what came later in the window is missing.",
     "途中で停止しました。それより後の受付期間の数値はありません。"},
    {Text::kClaimsOf, "Claims of {0}", "{0}請求分"},
    {Text::kClaimants, "Claims to send", "送る請求"},
    {Text::kByDeadline, "Received by the deadline", "期限までに受付"},
    {Text::kByEnd, "Received by the end of the run", "実行終了までに受付"},
    {Text::kUnreceived, "Not received at the deadline", "期限の時点で未受付"},
    {Text::kUnreceivedAtEnd, "Not received at the end of the run", "実行終了の時点で未受付"},
    {Text::kOfAll, "{0} of all", "全体の {0}"},
    {Text::kByExtension, "Received in the extension", "延長期間に受付"},
    {Text::kOfUnreceived, "of {0} that were left", "未受付 {0} 件のうち"},
    {Text::kOfUnreceivedNever, "of {0} that were left; {1} never",
     "未受付 {0} 件のうち。{1} 件は最後まで未受付"},
    {Text::kRequestsEach, "Requests for each claim", "請求 1 件あたりの要求"},
    {Text::kRetriesOf, "{0} in all, {1} of them retries", "計 {0} 件、うち再試行 {1}"},
    {Text::kWasted, "Work for nobody", "無駄になった処理"},
    {Text::kWastedOf, "{0} of the work: the client had given up", "処理の {0}。相手は待つのをやめていた"},
    {Text::kPicture, "The window, day by day", "受付期間の経過"},
    {Text::kPictureLead, "Days and hours of Japan. All charts share one time axis.",
     "日時は日本時間です。横軸はすべての図で共通です。"},
    {Text::kCumulated, "Claims so far", "請求の累計"},
    {Text::kMeant, "meant to begin", "送り始める予定"},
    {Text::kReceived, "received", "受付済み"},
    {Text::kGap, "begun, not yet received", "送り始めたが未受付"},
    {Text::kRequestsChart, "Requests at the window", "窓口への要求"},
    {Text::kPerMinute, "a minute", "件／分"},
    {Text::kFirstTries, "first tries: the load without retries", "初回の要求（再試行を除く負荷）"},
    {Text::kInTime, "answered in time", "時間内に応答"},
    {Text::kTimedOut, "client gave up", "時間切れ"},
    {Text::kTurnedAway, "turned away", "受付を拒否"},
    {Text::kMostAnswered, "{0} answered at most", "応答は最大 {0}"},
    {Text::kFrontWait, "Wait in the queue of the window", "窓口の待ち時間"},
    {Text::kUnitSeconds, "seconds", "秒"},
    {Text::kBacklog, "Files that wait for their checks (ASP)", "事務点検（ASP）を待つファイル"},
    {Text::kUnitFiles, "files", "件"},
    {Text::kNotReceived, "{0} not received", "未受付 {0} 件"},
    {Text::kFaultKey, "fault", "障害"},
    {Text::kClosedKey, "closed", "受付時間外"},
    {Text::kExtensionKey, "extension", "延長期間"},
    {Text::kHour, "From", "時刻"},
    {Text::kStory, "How it came about", "何が起きたか"},
    {Text::kStoryFault, "Fault: {0}.", "障害：{0}。"},
    {Text::kStoryPeak,
     "At the peak, {0}, {1} requests a minute came, {2} of them first tries: retries made the load {3} times "
     "as large.",
     "最大は{0}の毎分 {1} 件です。うち初回の要求は {2} 件で、再試行により負荷は {3} 倍になりました。"},
    {Text::kStoryPeakPlain, "At the peak, {0}, {1} requests a minute came, and hardly any was a retry.",
     "最大は{0}の毎分 {1} 件で、再試行はほとんどありません。"},
    {Text::kStoryPeakRetries, "At the peak, {0}, {1} requests a minute came, and all of them were retries.",
     "最大は{0}の毎分 {1} 件で、すべて再試行です。"},
    {Text::kStoryCapacity,
     "The window never answered more than {0} a minute in time. {1} of its work was for clients that had "
     "given up.",
     "窓口が時間内に応答できたのは毎分 {0} 件までです。処理の {1} "
     "は、すでに待つのをやめた相手のものでした。"},
    {Text::kStoryAftermath,
     "After the fault more than {0} of the requests failed for {1} open hours, until {2}.",
     "障害の後、要求の {0} 超が失敗した時間は受付時間のうち {1} 時間に及び、{2}まで続きました。"},
    {Text::kStoryCalm, "After the fault no more than {0} of the requests failed at any time.",
     "障害の後、失敗した要求は常に {0} 以下でした。"},
    {Text::kStoryDeadline, "At the deadline {0} claims were not received; {1} of them came in the extension.",
     "期限の時点で請求 {0} 件が未受付でした。うち {1} 件は延長期間に受け付けられました。"},
    {Text::kStoryEnd, "At the end of the run, ahead of the deadline, {0} claims were not received.",
     "期限前の実行終了の時点で請求 {0} 件が未受付でした。"},
    {Text::kStoryAllReceived, "Every claim was received by the deadline.",
     "すべての請求が期限までに受け付けられました。"},
    {Text::kStoryAllByEnd, "Every claim was received by the end of the run.",
     "すべての請求が実行終了までに受け付けられました。"},
    {Text::kWho, "Who", "請求者"},
    {Text::kRetryPolicy, "Retries", "再試行"},
    {Text::kNever, "Never", "最後まで未受付"},
    {Text::kRequests, "Requests", "要求"},
    {Text::kRetries, "of them retries", "うち再試行"},
    {Text::kEach, "for each", "1 件あたり"},
    {Text::kWhoSends, "Who sent, and what it cost", "請求者の別"},
    {Text::kWhoSendsLead, "A station's file for each payer counts as one; another institution counts once.",
     "ステーションは審査支払機関ごとのファイルを 1 件、その他の機関は 1 機関を 1 件と数えます。"},
    {Text::kClaimSteps, "The stations' sessions, step by step", "ステーションの送信手順別の時間"},
    {Text::kClaimStepsLead,
     "From the first try of a step to its success, with the waiting and the retries between.",
     "各段階の最初の試みから成功まで。待ち時間と再試行を含みます。"},
    {Text::kSendsReceipts, "What the stations sent", "ステーションが送ったもの"},
    {Text::kSends, "Sends", "送信"},
    {Text::kReceipts, "Receipts", "レセプト"},
});

constexpr bool in_order_and_complete() {
  if (kTexts.size() != static_cast<std::size_t>(Text::kEnd)) return false;
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    if (static_cast<std::size_t>(kTexts[i].key) != i) return false;
    if (kTexts[i].english.empty() || kTexts[i].japanese.empty()) return false;
  }
  return true;
}
static_assert(in_order_and_complete(), "every key has its texts, in the order of the enumeration");

}  // namespace

std::string_view text(Text key, Language language) {
  auto const& entry = kTexts.at(static_cast<std::size_t>(key));
  return language == Language::kJapanese ? entry.japanese : entry.english;
}

std::string filled(std::string_view pattern, std::span<std::string_view const> values) {
  auto out = std::string{};
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    auto const marked = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    auto const index = marked ? static_cast<std::size_t>(pattern[i + 1] - '0') : values.size();
    if (index >= values.size()) {
      out += pattern[i];
      continue;
    }
    out += values[index];
    i += 2;
  }
  return out;
}

std::string text(Text key, Language language, std::initializer_list<std::string_view> values) {
  return filled(text(key, language), {values.begin(), values.size()});
}

}  // namespace kazasu::reports
