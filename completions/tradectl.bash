# Completes tradectl in bash. To load it:
#   source <(tradectl --generate-completion-script bash)

# Offers those of the words that begin with what has been typed.
_tradectl_words() {
  local word
  for word in "$@"; do
    [[ $word == "$current"* ]] && COMPREPLY+=("$word")
  done
}

# Offers what compgen finds: f for files, d for folders, c for programs.
_tradectl_paths() {
  local -a found
  compopt -o filenames 2>/dev/null
  mapfile -t found < <(compgen "-$1" -- "$current")
  COMPREPLY+=("${found[@]}")
}

_tradectl() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local command='tradectl' word index
  local -a globals=(--format --fields --decimals --strict --summary -q --quiet --log-format --log-level --color --no-color --help)
  local -a options=() commands=() values=()
  local paths=''
  COMPREPLY=()

  # Bash takes --name=value apart at the equals sign.
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $previous == '=' ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi

  for ((index = 1; index < COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    [[ $index == 1 && $word == help ]] && continue
    case "$command $word" in
      'tradectl size' | 'tradectl risk-check' | 'tradectl execute' | 'tradectl order' | 'tradectl order place' | 'tradectl order amend' | 'tradectl order cancel' | 'tradectl order status' | 'tradectl order list' | 'tradectl order history' | 'tradectl order watch' | 'tradectl order reconcile' | 'tradectl order resolve' | 'tradectl positions' | 'tradectl position' | 'tradectl position close' | 'tradectl position protect' | 'tradectl position leverage' | 'tradectl balance' | 'tradectl account' | 'tradectl fills' | 'tradectl market' | 'tradectl market instruments' | 'tradectl market ticker' | 'tradectl market book' | 'tradectl market trades' | 'tradectl market candles' | 'tradectl report' | 'tradectl risk' | 'tradectl risk status' | 'tradectl risk trip' | 'tradectl risk reset' | 'tradectl paper' | 'tradectl paper run' | 'tradectl paper account' | 'tradectl paper deposit' | 'tradectl paper reset' | 'tradectl paper feed' | 'tradectl emergency-stop' | 'tradectl emergency-stop status' | 'tradectl emergency-stop reset' | 'tradectl venues' | 'tradectl health' | 'tradectl limits' | 'tradectl limits reset' | 'tradectl credentials' | 'tradectl credentials add' | 'tradectl credentials list' | 'tradectl credentials test' | 'tradectl credentials remove' | 'tradectl config' | 'tradectl config show' | 'tradectl config check' | 'tradectl config init' | 'tradectl ledger' | 'tradectl ledger backup' | 'tradectl ledger verify' | 'tradectl metrics' | 'tradectl doctor' | 'tradectl schema' | 'tradectl completions' | 'tradectl manual')
        command+=" $word"
        continue
        ;;
    esac
    case "$word" in
      --format | --fields | --decimals | --log-format | --log-level)
        [[ ${COMP_WORDS[index + 1]} == '=' ]] && ((index++))
        ((index++))
        ;;
      --strict | --summary | -q | --quiet | --color | --no-color | --help | -h) ;;
      *) break ;;
    esac
  done

  case "$command $previous" in
    'tradectl size --symbol') return 0 ;;
    'tradectl size --id') return 0 ;;
    'tradectl size --side') _tradectl_words buy sell; return 0 ;;
    'tradectl size --entry') return 0 ;;
    'tradectl size --stop') return 0 ;;
    'tradectl size --method') _tradectl_words fixed kelly volatility risk atr; return 0 ;;
    'tradectl size --equity') return 0 ;;
    'tradectl size --risk') return 0 ;;
    'tradectl size --percent') return 0 ;;
    'tradectl size --win-probability') return 0 ;;
    'tradectl size --average-win') return 0 ;;
    'tradectl size --average-loss') return 0 ;;
    'tradectl size --kelly-fraction') return 0 ;;
    'tradectl size --volatility') return 0 ;;
    'tradectl size --target-volatility') return 0 ;;
    'tradectl size --volatility-from') _tradectl_paths f; return 0 ;;
    'tradectl size --atr') return 0 ;;
    'tradectl size --atr-multiplier') return 0 ;;
    'tradectl size --atr-from') _tradectl_paths f; return 0 ;;
    'tradectl size --period') return 0 ;;
    'tradectl size --leverage') return 0 ;;
    'tradectl size --fees') return 0 ;;
    'tradectl size --slippage-bps') return 0 ;;
    'tradectl size --maintenance') return 0 ;;
    'tradectl size --scale-by') _tradectl_words confidence; return 0 ;;
    'tradectl size --max-risk') return 0 ;;
    'tradectl size --max-position') return 0 ;;
    'tradectl size --instrument') _tradectl_paths f; return 0 ;;
    'tradectl size --lot') return 0 ;;
    'tradectl size --tick') return 0 ;;
    'tradectl size --min-notional') return 0 ;;
    'tradectl risk-check --only') _tradectl_words pass deny; return 0 ;;
    'tradectl risk-check --id') return 0 ;;
    'tradectl risk-check --symbol') return 0 ;;
    'tradectl risk-check --side') _tradectl_words buy sell; return 0 ;;
    'tradectl risk-check --type') _tradectl_words market limit stop stop_limit take_profit; return 0 ;;
    'tradectl risk-check --quantity') return 0 ;;
    'tradectl risk-check --iceberg') return 0 ;;
    'tradectl risk-check --price') return 0 ;;
    'tradectl risk-check --stop-price') return 0 ;;
    'tradectl risk-check --trailing') return 0 ;;
    'tradectl risk-check --stop-loss') return 0 ;;
    'tradectl risk-check --take-profit') return 0 ;;
    'tradectl risk-check --leverage') return 0 ;;
    'tradectl risk-check --position-side') _tradectl_words long short; return 0 ;;
    'tradectl risk-check --equity') return 0 ;;
    'tradectl risk-check --peak') return 0 ;;
    'tradectl risk-check --day-start-equity') return 0 ;;
    'tradectl risk-check --balance') return 0 ;;
    'tradectl risk-check --positions') _tradectl_paths f; return 0 ;;
    'tradectl risk-check --open-orders') _tradectl_paths f; return 0 ;;
    'tradectl risk-check --reference-price') return 0 ;;
    'tradectl risk-check --reference-age') return 0 ;;
    'tradectl risk-check --policy') _tradectl_paths f; return 0 ;;
    'tradectl risk-check --max-positions') return 0 ;;
    'tradectl risk-check --max-drawdown') return 0 ;;
    'tradectl risk-check --daily-loss') return 0 ;;
    'tradectl risk-check --max-gross-exposure') return 0 ;;
    'tradectl risk-check --max-symbol-exposure') return 0 ;;
    'tradectl risk-check --max-leverage') return 0 ;;
    'tradectl risk-check --max-order-notional') return 0 ;;
    'tradectl risk-check --max-position') return 0 ;;
    'tradectl risk-check --max-risk') return 0 ;;
    'tradectl risk-check --price-collar') return 0 ;;
    'tradectl risk-check --max-price-age') return 0 ;;
    'tradectl risk-check --order-rate') return 0 ;;
    'tradectl risk-check --failed-orders') return 0 ;;
    'tradectl risk-check --maintenance-rate') return 0 ;;
    'tradectl risk-check --instrument') _tradectl_paths f; return 0 ;;
    'tradectl risk-check --lot') return 0 ;;
    'tradectl risk-check --tick') return 0 ;;
    'tradectl risk-check --min-notional') return 0 ;;
    'tradectl execute --method') _tradectl_words fixed kelly volatility risk atr; return 0 ;;
    'tradectl execute --equity') return 0 ;;
    'tradectl execute --risk') return 0 ;;
    'tradectl execute --percent') return 0 ;;
    'tradectl execute --win-probability') return 0 ;;
    'tradectl execute --average-win') return 0 ;;
    'tradectl execute --average-loss') return 0 ;;
    'tradectl execute --kelly-fraction') return 0 ;;
    'tradectl execute --volatility') return 0 ;;
    'tradectl execute --target-volatility') return 0 ;;
    'tradectl execute --volatility-from') _tradectl_paths f; return 0 ;;
    'tradectl execute --atr') return 0 ;;
    'tradectl execute --atr-multiplier') return 0 ;;
    'tradectl execute --atr-from') _tradectl_paths f; return 0 ;;
    'tradectl execute --period') return 0 ;;
    'tradectl execute --leverage') return 0 ;;
    'tradectl execute --fees') return 0 ;;
    'tradectl execute --slippage-bps') return 0 ;;
    'tradectl execute --maintenance') return 0 ;;
    'tradectl execute --scale-by') _tradectl_words confidence; return 0 ;;
    'tradectl execute --reference-price') return 0 ;;
    'tradectl execute --reference-age') return 0 ;;
    'tradectl execute --timestamp') return 0 ;;
    'tradectl execute --parallel') return 0 ;;
    'tradectl execute --batch-sync') return 0 ;;
    'tradectl execute --on-reuse') _tradectl_words refuse replay; return 0 ;;
    'tradectl execute --run') return 0 ;;
    'tradectl execute --paper-time') _tradectl_words wall line; return 0 ;;
    'tradectl execute --max-positions') return 0 ;;
    'tradectl execute --max-drawdown') return 0 ;;
    'tradectl execute --daily-loss') return 0 ;;
    'tradectl execute --max-gross-exposure') return 0 ;;
    'tradectl execute --max-symbol-exposure') return 0 ;;
    'tradectl execute --max-leverage') return 0 ;;
    'tradectl execute --max-order-notional') return 0 ;;
    'tradectl execute --max-position') return 0 ;;
    'tradectl execute --max-risk') return 0 ;;
    'tradectl execute --price-collar') return 0 ;;
    'tradectl execute --max-price-age') return 0 ;;
    'tradectl execute --order-rate') return 0 ;;
    'tradectl execute --failed-orders') return 0 ;;
    'tradectl execute --maintenance-rate') return 0 ;;
    'tradectl execute --account') return 0 ;;
    'tradectl execute --venue') return 0 ;;
    'tradectl execute --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl execute --config') _tradectl_paths f; return 0 ;;
    'tradectl execute --store') _tradectl_paths f; return 0 ;;
    'tradectl execute --base-url') return 0 ;;
    'tradectl execute --proxy') return 0 ;;
    'tradectl execute --record') _tradectl_paths f; return 0 ;;
    'tradectl execute --timeout') return 0 ;;
    'tradectl execute --instrument') _tradectl_paths f; return 0 ;;
    'tradectl execute --lot') return 0 ;;
    'tradectl execute --tick') return 0 ;;
    'tradectl execute --min-notional') return 0 ;;
    'tradectl order place --id') return 0 ;;
    'tradectl order place --symbol') return 0 ;;
    'tradectl order place --side') _tradectl_words buy sell; return 0 ;;
    'tradectl order place --type') _tradectl_words market limit stop stop_limit take_profit; return 0 ;;
    'tradectl order place --quantity') return 0 ;;
    'tradectl order place --iceberg') return 0 ;;
    'tradectl order place --price') return 0 ;;
    'tradectl order place --stop-price') return 0 ;;
    'tradectl order place --trailing') return 0 ;;
    'tradectl order place --stop-loss') return 0 ;;
    'tradectl order place --take-profit') return 0 ;;
    'tradectl order place --leverage') return 0 ;;
    'tradectl order place --position-side') _tradectl_words long short; return 0 ;;
    'tradectl order place --quote') return 0 ;;
    'tradectl order place --percent') return 0 ;;
    'tradectl order place --time-in-force') _tradectl_words gtc ioc fok; return 0 ;;
    'tradectl order place --strategy') return 0 ;;
    'tradectl order place --client-order-id') return 0 ;;
    'tradectl order place --split') return 0 ;;
    'tradectl order place --every') return 0 ;;
    'tradectl order place --jitter') return 0 ;;
    'tradectl order place --reference-price') return 0 ;;
    'tradectl order place --reference-age') return 0 ;;
    'tradectl order place --timestamp') return 0 ;;
    'tradectl order place --parallel') return 0 ;;
    'tradectl order place --batch-sync') return 0 ;;
    'tradectl order place --on-reuse') _tradectl_words refuse replay; return 0 ;;
    'tradectl order place --run') return 0 ;;
    'tradectl order place --paper-time') _tradectl_words wall line; return 0 ;;
    'tradectl order place --max-positions') return 0 ;;
    'tradectl order place --max-drawdown') return 0 ;;
    'tradectl order place --daily-loss') return 0 ;;
    'tradectl order place --max-gross-exposure') return 0 ;;
    'tradectl order place --max-symbol-exposure') return 0 ;;
    'tradectl order place --max-leverage') return 0 ;;
    'tradectl order place --max-order-notional') return 0 ;;
    'tradectl order place --max-position') return 0 ;;
    'tradectl order place --max-risk') return 0 ;;
    'tradectl order place --price-collar') return 0 ;;
    'tradectl order place --max-price-age') return 0 ;;
    'tradectl order place --order-rate') return 0 ;;
    'tradectl order place --failed-orders') return 0 ;;
    'tradectl order place --maintenance-rate') return 0 ;;
    'tradectl order place --account') return 0 ;;
    'tradectl order place --venue') return 0 ;;
    'tradectl order place --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl order place --config') _tradectl_paths f; return 0 ;;
    'tradectl order place --store') _tradectl_paths f; return 0 ;;
    'tradectl order place --base-url') return 0 ;;
    'tradectl order place --proxy') return 0 ;;
    'tradectl order place --record') _tradectl_paths f; return 0 ;;
    'tradectl order place --timeout') return 0 ;;
    'tradectl order place --instrument') _tradectl_paths f; return 0 ;;
    'tradectl order place --lot') return 0 ;;
    'tradectl order place --tick') return 0 ;;
    'tradectl order place --min-notional') return 0 ;;
    'tradectl order amend --quantity') return 0 ;;
    'tradectl order amend --quote') return 0 ;;
    'tradectl order amend --price') return 0 ;;
    'tradectl order amend --stop-price') return 0 ;;
    'tradectl order amend --timestamp') return 0 ;;
    'tradectl order amend --account') return 0 ;;
    'tradectl order amend --venue') return 0 ;;
    'tradectl order amend --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl order amend --config') _tradectl_paths f; return 0 ;;
    'tradectl order amend --store') _tradectl_paths f; return 0 ;;
    'tradectl order amend --base-url') return 0 ;;
    'tradectl order amend --proxy') return 0 ;;
    'tradectl order amend --record') _tradectl_paths f; return 0 ;;
    'tradectl order amend --timeout') return 0 ;;
    'tradectl order cancel --symbol') return 0 ;;
    'tradectl order cancel --older-than') return 0 ;;
    'tradectl order cancel --reason') return 0 ;;
    'tradectl order cancel --timestamp') return 0 ;;
    'tradectl order cancel --account') return 0 ;;
    'tradectl order cancel --venue') return 0 ;;
    'tradectl order cancel --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl order cancel --config') _tradectl_paths f; return 0 ;;
    'tradectl order cancel --store') _tradectl_paths f; return 0 ;;
    'tradectl order cancel --base-url') return 0 ;;
    'tradectl order cancel --proxy') return 0 ;;
    'tradectl order cancel --record') _tradectl_paths f; return 0 ;;
    'tradectl order cancel --timeout') return 0 ;;
    'tradectl order status --timestamp') return 0 ;;
    'tradectl order status --account') return 0 ;;
    'tradectl order status --venue') return 0 ;;
    'tradectl order status --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl order status --config') _tradectl_paths f; return 0 ;;
    'tradectl order status --store') _tradectl_paths f; return 0 ;;
    'tradectl order status --base-url') return 0 ;;
    'tradectl order status --proxy') return 0 ;;
    'tradectl order status --record') _tradectl_paths f; return 0 ;;
    'tradectl order status --timeout') return 0 ;;
    'tradectl order list --symbol') return 0 ;;
    'tradectl order list --strategy') return 0 ;;
    'tradectl order list --since') return 0 ;;
    'tradectl order list --limit') return 0 ;;
    'tradectl order list --timestamp') return 0 ;;
    'tradectl order list --account') return 0 ;;
    'tradectl order list --venue') return 0 ;;
    'tradectl order list --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl order list --config') _tradectl_paths f; return 0 ;;
    'tradectl order list --store') _tradectl_paths f; return 0 ;;
    'tradectl order list --base-url') return 0 ;;
    'tradectl order list --proxy') return 0 ;;
    'tradectl order list --record') _tradectl_paths f; return 0 ;;
    'tradectl order list --timeout') return 0 ;;
    'tradectl order history --account') return 0 ;;
    'tradectl order history --venue') return 0 ;;
    'tradectl order history --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl order history --config') _tradectl_paths f; return 0 ;;
    'tradectl order history --store') _tradectl_paths f; return 0 ;;
    'tradectl order history --base-url') return 0 ;;
    'tradectl order history --proxy') return 0 ;;
    'tradectl order history --record') _tradectl_paths f; return 0 ;;
    'tradectl order history --timeout') return 0 ;;
    'tradectl order watch --timeout') return 0 ;;
    'tradectl order watch --on-timeout') _tradectl_words leave cancel; return 0 ;;
    'tradectl order watch --exec') return 0 ;;
    'tradectl order watch --timestamp') return 0 ;;
    'tradectl order watch --account') return 0 ;;
    'tradectl order watch --venue') return 0 ;;
    'tradectl order watch --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl order watch --config') _tradectl_paths f; return 0 ;;
    'tradectl order watch --store') _tradectl_paths f; return 0 ;;
    'tradectl order watch --base-url') return 0 ;;
    'tradectl order watch --proxy') return 0 ;;
    'tradectl order watch --record') _tradectl_paths f; return 0 ;;
    'tradectl order reconcile --symbol') return 0 ;;
    'tradectl order reconcile --timestamp') return 0 ;;
    'tradectl order reconcile --account') return 0 ;;
    'tradectl order reconcile --venue') return 0 ;;
    'tradectl order reconcile --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl order reconcile --config') _tradectl_paths f; return 0 ;;
    'tradectl order reconcile --store') _tradectl_paths f; return 0 ;;
    'tradectl order reconcile --base-url') return 0 ;;
    'tradectl order reconcile --proxy') return 0 ;;
    'tradectl order reconcile --record') _tradectl_paths f; return 0 ;;
    'tradectl order reconcile --timeout') return 0 ;;
    'tradectl order resolve --reason') return 0 ;;
    'tradectl order resolve --account') return 0 ;;
    'tradectl order resolve --venue') return 0 ;;
    'tradectl order resolve --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl order resolve --config') _tradectl_paths f; return 0 ;;
    'tradectl order resolve --store') _tradectl_paths f; return 0 ;;
    'tradectl order resolve --base-url') return 0 ;;
    'tradectl order resolve --proxy') return 0 ;;
    'tradectl order resolve --record') _tradectl_paths f; return 0 ;;
    'tradectl order resolve --timeout') return 0 ;;
    'tradectl positions --symbol') return 0 ;;
    'tradectl positions --since') return 0 ;;
    'tradectl positions --timestamp') return 0 ;;
    'tradectl positions --account') return 0 ;;
    'tradectl positions --venue') return 0 ;;
    'tradectl positions --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl positions --config') _tradectl_paths f; return 0 ;;
    'tradectl positions --store') _tradectl_paths f; return 0 ;;
    'tradectl positions --base-url') return 0 ;;
    'tradectl positions --proxy') return 0 ;;
    'tradectl positions --record') _tradectl_paths f; return 0 ;;
    'tradectl positions --timeout') return 0 ;;
    'tradectl position close --quantity') return 0 ;;
    'tradectl position close --quote') return 0 ;;
    'tradectl position close --percent') return 0 ;;
    'tradectl position close --position-side') _tradectl_words long short; return 0 ;;
    'tradectl position close --reason') return 0 ;;
    'tradectl position close --id') return 0 ;;
    'tradectl position close --reference-price') return 0 ;;
    'tradectl position close --timestamp') return 0 ;;
    'tradectl position close --account') return 0 ;;
    'tradectl position close --venue') return 0 ;;
    'tradectl position close --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl position close --config') _tradectl_paths f; return 0 ;;
    'tradectl position close --store') _tradectl_paths f; return 0 ;;
    'tradectl position close --base-url') return 0 ;;
    'tradectl position close --proxy') return 0 ;;
    'tradectl position close --record') _tradectl_paths f; return 0 ;;
    'tradectl position close --timeout') return 0 ;;
    'tradectl position close --instrument') _tradectl_paths f; return 0 ;;
    'tradectl position close --lot') return 0 ;;
    'tradectl position close --tick') return 0 ;;
    'tradectl position close --min-notional') return 0 ;;
    'tradectl position protect --stop-loss') return 0 ;;
    'tradectl position protect --take-profit') return 0 ;;
    'tradectl position protect --position-side') _tradectl_words long short; return 0 ;;
    'tradectl position protect --timestamp') return 0 ;;
    'tradectl position protect --account') return 0 ;;
    'tradectl position protect --venue') return 0 ;;
    'tradectl position protect --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl position protect --config') _tradectl_paths f; return 0 ;;
    'tradectl position protect --store') _tradectl_paths f; return 0 ;;
    'tradectl position protect --base-url') return 0 ;;
    'tradectl position protect --proxy') return 0 ;;
    'tradectl position protect --record') _tradectl_paths f; return 0 ;;
    'tradectl position protect --timeout') return 0 ;;
    'tradectl position protect --instrument') _tradectl_paths f; return 0 ;;
    'tradectl position protect --lot') return 0 ;;
    'tradectl position protect --tick') return 0 ;;
    'tradectl position protect --min-notional') return 0 ;;
    'tradectl position leverage --timestamp') return 0 ;;
    'tradectl position leverage --account') return 0 ;;
    'tradectl position leverage --venue') return 0 ;;
    'tradectl position leverage --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl position leverage --config') _tradectl_paths f; return 0 ;;
    'tradectl position leverage --store') _tradectl_paths f; return 0 ;;
    'tradectl position leverage --base-url') return 0 ;;
    'tradectl position leverage --proxy') return 0 ;;
    'tradectl position leverage --record') _tradectl_paths f; return 0 ;;
    'tradectl position leverage --timeout') return 0 ;;
    'tradectl position leverage --instrument') _tradectl_paths f; return 0 ;;
    'tradectl position leverage --lot') return 0 ;;
    'tradectl position leverage --tick') return 0 ;;
    'tradectl position leverage --min-notional') return 0 ;;
    'tradectl balance --value-in') return 0 ;;
    'tradectl balance --timestamp') return 0 ;;
    'tradectl balance --account') return 0 ;;
    'tradectl balance --venue') return 0 ;;
    'tradectl balance --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl balance --config') _tradectl_paths f; return 0 ;;
    'tradectl balance --store') _tradectl_paths f; return 0 ;;
    'tradectl balance --base-url') return 0 ;;
    'tradectl balance --proxy') return 0 ;;
    'tradectl balance --record') _tradectl_paths f; return 0 ;;
    'tradectl balance --timeout') return 0 ;;
    'tradectl account --symbol') return 0 ;;
    'tradectl account --timestamp') return 0 ;;
    'tradectl account --account') return 0 ;;
    'tradectl account --venue') return 0 ;;
    'tradectl account --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl account --config') _tradectl_paths f; return 0 ;;
    'tradectl account --store') _tradectl_paths f; return 0 ;;
    'tradectl account --base-url') return 0 ;;
    'tradectl account --proxy') return 0 ;;
    'tradectl account --record') _tradectl_paths f; return 0 ;;
    'tradectl account --timeout') return 0 ;;
    'tradectl fills --since') return 0 ;;
    'tradectl fills --symbol') return 0 ;;
    'tradectl fills --strategy') return 0 ;;
    'tradectl fills --limit') return 0 ;;
    'tradectl fills --timestamp') return 0 ;;
    'tradectl fills --account') return 0 ;;
    'tradectl fills --venue') return 0 ;;
    'tradectl fills --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl fills --config') _tradectl_paths f; return 0 ;;
    'tradectl fills --store') _tradectl_paths f; return 0 ;;
    'tradectl fills --base-url') return 0 ;;
    'tradectl fills --proxy') return 0 ;;
    'tradectl fills --record') _tradectl_paths f; return 0 ;;
    'tradectl fills --timeout') return 0 ;;
    'tradectl market instruments --timestamp') return 0 ;;
    'tradectl market instruments --venue') return 0 ;;
    'tradectl market instruments --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl market instruments --market') _tradectl_words spot linear inverse; return 0 ;;
    'tradectl market instruments --config') _tradectl_paths f; return 0 ;;
    'tradectl market instruments --base-url') return 0 ;;
    'tradectl market instruments --proxy') return 0 ;;
    'tradectl market instruments --record') _tradectl_paths f; return 0 ;;
    'tradectl market instruments --timeout') return 0 ;;
    'tradectl market ticker --timestamp') return 0 ;;
    'tradectl market ticker --venue') return 0 ;;
    'tradectl market ticker --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl market ticker --market') _tradectl_words spot linear inverse; return 0 ;;
    'tradectl market ticker --config') _tradectl_paths f; return 0 ;;
    'tradectl market ticker --base-url') return 0 ;;
    'tradectl market ticker --proxy') return 0 ;;
    'tradectl market ticker --record') _tradectl_paths f; return 0 ;;
    'tradectl market ticker --timeout') return 0 ;;
    'tradectl market book --depth') return 0 ;;
    'tradectl market book --timestamp') return 0 ;;
    'tradectl market book --venue') return 0 ;;
    'tradectl market book --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl market book --market') _tradectl_words spot linear inverse; return 0 ;;
    'tradectl market book --config') _tradectl_paths f; return 0 ;;
    'tradectl market book --base-url') return 0 ;;
    'tradectl market book --proxy') return 0 ;;
    'tradectl market book --record') _tradectl_paths f; return 0 ;;
    'tradectl market book --timeout') return 0 ;;
    'tradectl market trades --limit') return 0 ;;
    'tradectl market trades --timestamp') return 0 ;;
    'tradectl market trades --venue') return 0 ;;
    'tradectl market trades --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl market trades --market') _tradectl_words spot linear inverse; return 0 ;;
    'tradectl market trades --config') _tradectl_paths f; return 0 ;;
    'tradectl market trades --base-url') return 0 ;;
    'tradectl market trades --proxy') return 0 ;;
    'tradectl market trades --record') _tradectl_paths f; return 0 ;;
    'tradectl market trades --timeout') return 0 ;;
    'tradectl market candles --interval') _tradectl_words 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 1w; return 0 ;;
    'tradectl market candles --price') _tradectl_words last mark index; return 0 ;;
    'tradectl market candles --since') return 0 ;;
    'tradectl market candles --limit') return 0 ;;
    'tradectl market candles --timestamp') return 0 ;;
    'tradectl market candles --venue') return 0 ;;
    'tradectl market candles --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl market candles --market') _tradectl_words spot linear inverse; return 0 ;;
    'tradectl market candles --config') _tradectl_paths f; return 0 ;;
    'tradectl market candles --base-url') return 0 ;;
    'tradectl market candles --proxy') return 0 ;;
    'tradectl market candles --record') _tradectl_paths f; return 0 ;;
    'tradectl market candles --timeout') return 0 ;;
    'tradectl report --since') return 0 ;;
    'tradectl report --equity') return 0 ;;
    'tradectl report --equity-every') return 0 ;;
    'tradectl report --html') _tradectl_paths f; return 0 ;;
    'tradectl report --title') return 0 ;;
    'tradectl report --account') return 0 ;;
    'tradectl report --venue') return 0 ;;
    'tradectl report --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl report --config') _tradectl_paths f; return 0 ;;
    'tradectl report --store') _tradectl_paths f; return 0 ;;
    'tradectl report --base-url') return 0 ;;
    'tradectl report --proxy') return 0 ;;
    'tradectl report --record') _tradectl_paths f; return 0 ;;
    'tradectl report --timeout') return 0 ;;
    'tradectl risk status --account') return 0 ;;
    'tradectl risk status --venue') return 0 ;;
    'tradectl risk status --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl risk status --config') _tradectl_paths f; return 0 ;;
    'tradectl risk status --store') _tradectl_paths f; return 0 ;;
    'tradectl risk status --base-url') return 0 ;;
    'tradectl risk status --proxy') return 0 ;;
    'tradectl risk status --record') _tradectl_paths f; return 0 ;;
    'tradectl risk status --timeout') return 0 ;;
    'tradectl risk trip --reason') return 0 ;;
    'tradectl risk trip --account') return 0 ;;
    'tradectl risk trip --venue') return 0 ;;
    'tradectl risk trip --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl risk trip --config') _tradectl_paths f; return 0 ;;
    'tradectl risk trip --store') _tradectl_paths f; return 0 ;;
    'tradectl risk trip --base-url') return 0 ;;
    'tradectl risk trip --proxy') return 0 ;;
    'tradectl risk trip --record') _tradectl_paths f; return 0 ;;
    'tradectl risk trip --timeout') return 0 ;;
    'tradectl risk reset --reason') return 0 ;;
    'tradectl risk reset --account') return 0 ;;
    'tradectl risk reset --venue') return 0 ;;
    'tradectl risk reset --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl risk reset --config') _tradectl_paths f; return 0 ;;
    'tradectl risk reset --store') _tradectl_paths f; return 0 ;;
    'tradectl risk reset --base-url') return 0 ;;
    'tradectl risk reset --proxy') return 0 ;;
    'tradectl risk reset --record') _tradectl_paths f; return 0 ;;
    'tradectl risk reset --timeout') return 0 ;;
    'tradectl paper run --data') _tradectl_paths f; return 0 ;;
    'tradectl paper run --symbol') return 0 ;;
    'tradectl paper run --orders') _tradectl_paths f; return 0 ;;
    'tradectl paper run --equity') return 0 ;;
    'tradectl paper run --maker-fee') return 0 ;;
    'tradectl paper run --taker-fee') return 0 ;;
    'tradectl paper run --slippage-bps') return 0 ;;
    'tradectl paper run --latency') return 0 ;;
    'tradectl paper run --participation') return 0 ;;
    'tradectl paper run --leverage') return 0 ;;
    'tradectl paper run --maintenance') return 0 ;;
    'tradectl paper run --equity-every') return 0 ;;
    'tradectl paper run --records') _tradectl_words order fill equity position balance report all; return 0 ;;
    'tradectl paper run --html') _tradectl_paths f; return 0 ;;
    'tradectl paper run --title') return 0 ;;
    'tradectl paper run --instrument') _tradectl_paths f; return 0 ;;
    'tradectl paper run --lot') return 0 ;;
    'tradectl paper run --tick') return 0 ;;
    'tradectl paper run --min-notional') return 0 ;;
    'tradectl paper account --account') return 0 ;;
    'tradectl paper account --venue') return 0 ;;
    'tradectl paper account --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl paper account --config') _tradectl_paths f; return 0 ;;
    'tradectl paper account --store') _tradectl_paths f; return 0 ;;
    'tradectl paper account --base-url') return 0 ;;
    'tradectl paper account --proxy') return 0 ;;
    'tradectl paper account --record') _tradectl_paths f; return 0 ;;
    'tradectl paper account --timeout') return 0 ;;
    'tradectl paper deposit --asset') return 0 ;;
    'tradectl paper deposit --account') return 0 ;;
    'tradectl paper deposit --venue') return 0 ;;
    'tradectl paper deposit --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl paper deposit --config') _tradectl_paths f; return 0 ;;
    'tradectl paper deposit --store') _tradectl_paths f; return 0 ;;
    'tradectl paper deposit --base-url') return 0 ;;
    'tradectl paper deposit --proxy') return 0 ;;
    'tradectl paper deposit --record') _tradectl_paths f; return 0 ;;
    'tradectl paper deposit --timeout') return 0 ;;
    'tradectl paper reset --equity') return 0 ;;
    'tradectl paper reset --currency') return 0 ;;
    'tradectl paper reset --account') return 0 ;;
    'tradectl paper reset --venue') return 0 ;;
    'tradectl paper reset --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl paper reset --config') _tradectl_paths f; return 0 ;;
    'tradectl paper reset --store') _tradectl_paths f; return 0 ;;
    'tradectl paper reset --base-url') return 0 ;;
    'tradectl paper reset --proxy') return 0 ;;
    'tradectl paper reset --record') _tradectl_paths f; return 0 ;;
    'tradectl paper reset --timeout') return 0 ;;
    'tradectl paper feed --data') _tradectl_paths f; return 0 ;;
    'tradectl paper feed --symbol') return 0 ;;
    'tradectl paper feed --price') return 0 ;;
    'tradectl paper feed --account') return 0 ;;
    'tradectl paper feed --venue') return 0 ;;
    'tradectl paper feed --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl paper feed --config') _tradectl_paths f; return 0 ;;
    'tradectl paper feed --store') _tradectl_paths f; return 0 ;;
    'tradectl paper feed --base-url') return 0 ;;
    'tradectl paper feed --proxy') return 0 ;;
    'tradectl paper feed --record') _tradectl_paths f; return 0 ;;
    'tradectl paper feed --timeout') return 0 ;;
    'tradectl paper feed --instrument') _tradectl_paths f; return 0 ;;
    'tradectl paper feed --lot') return 0 ;;
    'tradectl paper feed --tick') return 0 ;;
    'tradectl paper feed --min-notional') return 0 ;;
    'tradectl emergency-stop --reason') return 0 ;;
    'tradectl emergency-stop --deadline') return 0 ;;
    'tradectl emergency-stop --timestamp') return 0 ;;
    'tradectl emergency-stop --config') _tradectl_paths f; return 0 ;;
    'tradectl emergency-stop --store') _tradectl_paths f; return 0 ;;
    'tradectl emergency-stop --instrument') _tradectl_paths f; return 0 ;;
    'tradectl emergency-stop --lot') return 0 ;;
    'tradectl emergency-stop --tick') return 0 ;;
    'tradectl emergency-stop --min-notional') return 0 ;;
    'tradectl emergency-stop --base-url') return 0 ;;
    'tradectl emergency-stop --proxy') return 0 ;;
    'tradectl emergency-stop --record') _tradectl_paths f; return 0 ;;
    'tradectl emergency-stop status --store') _tradectl_paths f; return 0 ;;
    'tradectl emergency-stop reset --reason') return 0 ;;
    'tradectl emergency-stop reset --store') _tradectl_paths f; return 0 ;;
    'tradectl health --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl health --timestamp') return 0 ;;
    'tradectl health --config') _tradectl_paths f; return 0 ;;
    'tradectl health --base-url') return 0 ;;
    'tradectl health --proxy') return 0 ;;
    'tradectl health --record') _tradectl_paths f; return 0 ;;
    'tradectl health --timeout') return 0 ;;
    'tradectl limits --account') return 0 ;;
    'tradectl limits --venue') return 0 ;;
    'tradectl limits --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl limits --symbol') return 0 ;;
    'tradectl limits --config') _tradectl_paths f; return 0 ;;
    'tradectl limits --base-url') return 0 ;;
    'tradectl limits --proxy') return 0 ;;
    'tradectl limits --record') _tradectl_paths f; return 0 ;;
    'tradectl limits reset --account') return 0 ;;
    'tradectl limits reset --venue') return 0 ;;
    'tradectl limits reset --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl limits reset --symbol') return 0 ;;
    'tradectl limits reset --config') _tradectl_paths f; return 0 ;;
    'tradectl limits reset --base-url') return 0 ;;
    'tradectl limits reset --proxy') return 0 ;;
    'tradectl limits reset --record') _tradectl_paths f; return 0 ;;
    'tradectl credentials add --venue') return 0 ;;
    'tradectl credentials add --config') _tradectl_paths f; return 0 ;;
    'tradectl credentials add --base-url') return 0 ;;
    'tradectl credentials add --proxy') return 0 ;;
    'tradectl credentials add --record') _tradectl_paths f; return 0 ;;
    'tradectl credentials add --timeout') return 0 ;;
    'tradectl credentials list --config') _tradectl_paths f; return 0 ;;
    'tradectl credentials test --timestamp') return 0 ;;
    'tradectl credentials test --venue') return 0 ;;
    'tradectl credentials test --config') _tradectl_paths f; return 0 ;;
    'tradectl credentials test --base-url') return 0 ;;
    'tradectl credentials test --proxy') return 0 ;;
    'tradectl credentials test --record') _tradectl_paths f; return 0 ;;
    'tradectl credentials test --timeout') return 0 ;;
    'tradectl credentials remove --config') _tradectl_paths f; return 0 ;;
    'tradectl config show --account') return 0 ;;
    'tradectl config show --venue') return 0 ;;
    'tradectl config show --mode') _tradectl_words paper demo live; return 0 ;;
    'tradectl config show --config') _tradectl_paths f; return 0 ;;
    'tradectl config show --max-positions') return 0 ;;
    'tradectl config show --max-drawdown') return 0 ;;
    'tradectl config show --daily-loss') return 0 ;;
    'tradectl config show --max-gross-exposure') return 0 ;;
    'tradectl config show --max-symbol-exposure') return 0 ;;
    'tradectl config show --max-leverage') return 0 ;;
    'tradectl config show --max-order-notional') return 0 ;;
    'tradectl config show --max-position') return 0 ;;
    'tradectl config show --max-risk') return 0 ;;
    'tradectl config show --price-collar') return 0 ;;
    'tradectl config show --max-price-age') return 0 ;;
    'tradectl config show --order-rate') return 0 ;;
    'tradectl config show --failed-orders') return 0 ;;
    'tradectl config show --maintenance-rate') return 0 ;;
    'tradectl config check --config') _tradectl_paths f; return 0 ;;
    'tradectl config init --config') _tradectl_paths f; return 0 ;;
    'tradectl ledger backup --store') _tradectl_paths f; return 0 ;;
    'tradectl ledger verify --store') _tradectl_paths f; return 0 ;;
    'tradectl metrics --output') _tradectl_paths f; return 0 ;;
    'tradectl metrics --config') _tradectl_paths f; return 0 ;;
    'tradectl metrics --store') _tradectl_paths f; return 0 ;;
    'tradectl doctor --config') _tradectl_paths f; return 0 ;;
    'tradectl doctor --store') _tradectl_paths f; return 0 ;;
    'tradectl manual --pages') _tradectl_paths d; return 0 ;;
    *' --format') _tradectl_words jsonl json table csv; return 0 ;;
    *' --fields') return 0 ;;
    *' --decimals') _tradectl_words number string; return 0 ;;
    *' --log-format') _tradectl_words text json; return 0 ;;
    *' --log-level') _tradectl_words error warning trace; return 0 ;;
    *' --generate-completion-script') _tradectl_words bash zsh fish; return 0 ;;
  esac

  case "$command" in
    'tradectl')
      options=(--version --generate-completion-script "${globals[@]}")
      commands=(size risk-check execute order positions position balance account fills market report risk paper emergency-stop venues health limits credentials config ledger metrics doctor schema completions manual help)
      ;;
    'tradectl size')
      options=(--symbol --id --side --entry --stop --method --equity --risk --percent --win-probability --average-win --average-loss --kelly-fraction --volatility --target-volatility --volatility-from --atr --atr-multiplier --atr-from --period --leverage --fees --slippage-bps --maintenance --scale-by --max-risk --max-position --instrument --lot --tick --min-notional "${globals[@]}")
      values+=(-)
      ;;
    'tradectl risk-check')
      options=(--only --cumulative --id --symbol --side --type --quantity --iceberg --price --stop-price --trailing --stop-loss --take-profit --leverage --reduce-only --position-side --equity --peak --day-start-equity --balance --positions --open-orders --reference-price --reference-age --policy --max-positions --max-drawdown --daily-loss --max-gross-exposure --max-symbol-exposure --max-leverage --max-order-notional --max-position --max-risk --price-collar --max-price-age --order-rate --failed-orders --stop-required --no-stop-required --only-reductions --no-only-reductions --maintenance-rate --instrument --lot --tick --min-notional "${globals[@]}")
      values+=(-)
      ;;
    'tradectl execute')
      options=(--method --equity --risk --percent --win-probability --average-win --average-loss --kelly-fraction --volatility --target-volatility --volatility-from --atr --atr-multiplier --atr-from --period --leverage --fees --slippage-bps --maintenance --scale-by --reference-price --reference-age --dry-run --show-signature --timestamp --parallel --batch --batch-sync --on-reuse --run --paper-time --max-positions --max-drawdown --daily-loss --max-gross-exposure --max-symbol-exposure --max-leverage --max-order-notional --max-position --max-risk --price-collar --max-price-age --order-rate --failed-orders --stop-required --no-stop-required --only-reductions --no-only-reductions --maintenance-rate --account --venue --mode --live --config --store --base-url --proxy --record --timeout --instrument --lot --tick --min-notional "${globals[@]}")
      values+=(-)
      ;;
    'tradectl order')
      options=("${globals[@]}")
      commands=(place amend cancel status list history watch reconcile resolve)
      ;;
    'tradectl order place')
      options=(--id --symbol --side --type --quantity --iceberg --price --stop-price --trailing --stop-loss --take-profit --leverage --reduce-only --position-side --quote --percent --time-in-force --post-only --strategy --client-order-id --split --every --jitter --reference-price --reference-age --dry-run --show-signature --timestamp --parallel --batch --batch-sync --on-reuse --run --paper-time --max-positions --max-drawdown --daily-loss --max-gross-exposure --max-symbol-exposure --max-leverage --max-order-notional --max-position --max-risk --price-collar --max-price-age --order-rate --failed-orders --stop-required --no-stop-required --only-reductions --no-only-reductions --maintenance-rate --account --venue --mode --live --config --store --base-url --proxy --record --timeout --instrument --lot --tick --min-notional "${globals[@]}")
      values+=(-)
      ;;
    'tradectl order amend')
      options=(--quantity --quote --price --stop-price --dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl order cancel')
      options=(--all --symbol --older-than --at-venue --batch --reason --dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl order status')
      options=(--dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl order list')
      options=(--all --closed --symbol --strategy --since --limit --at-venue --dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl order history')
      options=(--verify --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl order watch')
      options=(--timeout --on-timeout --exec --dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record "${globals[@]}")
      ;;
    'tradectl order reconcile')
      options=(--symbol --dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl order resolve')
      options=(--placed --not-placed --reason --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl positions')
      options=(--symbol --closed --since --winning --losing --spot --total --dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl position')
      options=("${globals[@]}")
      commands=(close protect leverage)
      ;;
    'tradectl position close')
      options=(--all --quantity --quote --percent --position-side --reason --id --reference-price --dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout --instrument --lot --tick --min-notional "${globals[@]}")
      ;;
    'tradectl position protect')
      options=(--stop-loss --take-profit --position-side --none --dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout --instrument --lot --tick --min-notional "${globals[@]}")
      ;;
    'tradectl position leverage')
      options=(--dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout --instrument --lot --tick --min-notional "${globals[@]}")
      ;;
    'tradectl balance')
      options=(--value-in --funding --dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl account')
      options=(--symbol --dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl fills')
      options=(--since --symbol --strategy --limit --at-venue --dry-run --show-signature --timestamp --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl market')
      options=("${globals[@]}")
      commands=(instruments ticker book trades candles)
      ;;
    'tradectl market instruments')
      options=(--refresh --dry-run --show-signature --timestamp --venue --mode --market --config --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl market ticker')
      options=(--all --dry-run --show-signature --timestamp --venue --mode --market --config --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl market book')
      options=(--depth --dry-run --show-signature --timestamp --venue --mode --market --config --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl market trades')
      options=(--limit --dry-run --show-signature --timestamp --venue --mode --market --config --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl market candles')
      options=(--interval --price --since --limit --dry-run --show-signature --timestamp --venue --mode --market --config --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl report')
      options=(--ledger --since --equity --equity-every --html --title --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl risk')
      options=("${globals[@]}")
      commands=(status trip reset)
      ;;
    'tradectl risk status')
      options=(--account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl risk trip')
      options=(--reason --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl risk reset')
      options=(--reason --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl paper')
      options=("${globals[@]}")
      commands=(run account deposit reset feed)
      ;;
    'tradectl paper run')
      options=(--data --symbol --orders --equity --maker-fee --taker-fee --slippage-bps --latency --participation --leverage --maintenance --equity-every --records --html --title --instrument --lot --tick --min-notional "${globals[@]}")
      ;;
    'tradectl paper account')
      options=(--account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl paper deposit')
      options=(--asset --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl paper reset')
      options=(--equity --currency --yes --account --venue --mode --live --config --store --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl paper feed')
      options=(--data --symbol --price --account --venue --mode --live --config --store --base-url --proxy --record --timeout --instrument --lot --tick --min-notional "${globals[@]}")
      ;;
    'tradectl emergency-stop')
      options=(--reason --spot --deadline --dry-run --show-signature --timestamp --config --store --instrument --lot --tick --min-notional --base-url --proxy --record "${globals[@]}")
      commands=(status reset)
      ;;
    'tradectl emergency-stop status')
      options=(--store "${globals[@]}")
      ;;
    'tradectl emergency-stop reset')
      options=(--reason --yes --store "${globals[@]}")
      ;;
    'tradectl venues')
      options=("${globals[@]}")
      ;;
    'tradectl health')
      options=(--mode --dry-run --show-signature --timestamp --config --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl limits')
      options=(--history --account --venue --mode --symbol --config --base-url --proxy --record "${globals[@]}")
      commands=(reset)
      ;;
    'tradectl limits reset')
      options=(--account --venue --mode --symbol --config --base-url --proxy --record --help)
      ;;
    'tradectl credentials')
      options=("${globals[@]}")
      commands=(add list test remove)
      ;;
    'tradectl credentials add')
      options=(--plain --offline --venue --config --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl credentials list')
      options=(--config "${globals[@]}")
      ;;
    'tradectl credentials test')
      options=(--dry-run --show-signature --timestamp --venue --config --base-url --proxy --record --timeout "${globals[@]}")
      ;;
    'tradectl credentials remove')
      options=(--yes --config "${globals[@]}")
      ;;
    'tradectl config')
      options=("${globals[@]}")
      commands=(show check init)
      ;;
    'tradectl config show')
      options=(--account --venue --mode --live --config --max-positions --max-drawdown --daily-loss --max-gross-exposure --max-symbol-exposure --max-leverage --max-order-notional --max-position --max-risk --price-collar --max-price-age --order-rate --failed-orders --stop-required --no-stop-required --only-reductions --no-only-reductions --maintenance-rate "${globals[@]}")
      ;;
    'tradectl config check')
      options=(--config "${globals[@]}")
      ;;
    'tradectl config init')
      options=(--config --help)
      ;;
    'tradectl ledger')
      options=("${globals[@]}")
      commands=(backup verify)
      ;;
    'tradectl ledger backup')
      options=(--store "${globals[@]}")
      paths=f
      ;;
    'tradectl ledger verify')
      options=(--store "${globals[@]}")
      ;;
    'tradectl metrics')
      options=(--output --config --store "${globals[@]}")
      ;;
    'tradectl doctor')
      options=(--config --store "${globals[@]}")
      ;;
    'tradectl schema')
      options=(--help)
      values+=(signal intent order fill position balance equity account instrument ticker book request trade candle report summary setting check error risk_status order_event notice metric latch credential limit venue health)
      ;;
    'tradectl completions')
      options=(--help)
      values+=(bash zsh fish)
      ;;
    'tradectl manual')
      options=(--pages --help)
      ;;
  esac

  for ((index = 1; index < COMP_CWORD; index++)); do
    [[ ${COMP_WORDS[index]} == -- ]] && options=()
  done
  if [[ $current == -* ]]; then
    _tradectl_words "${options[@]}"
    return 0
  fi
  _tradectl_words "${commands[@]}" "${values[@]}"
  [[ $paths ]] && _tradectl_paths "$paths"
  [[ -z $current && ${#COMPREPLY[@]} == 0 ]] && _tradectl_words "${options[@]}"
  return 0
}

complete -F _tradectl tradectl
