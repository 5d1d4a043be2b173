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
  local -a globals=(--format --fields --decimals --strict --summary -q --quiet --log-format --color --no-color --help)
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
      'tradectl size' | 'tradectl risk-check' | 'tradectl paper' | 'tradectl paper run' | 'tradectl schema' | 'tradectl completions' | 'tradectl manual')
        command+=" $word"
        continue
        ;;
    esac
    case "$word" in
      --format | --fields | --decimals | --log-format)
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
    'tradectl size --max-risk') return 0 ;;
    'tradectl size --max-position') return 0 ;;
    'tradectl size --fees') return 0 ;;
    'tradectl size --slippage-bps') return 0 ;;
    'tradectl size --maintenance') return 0 ;;
    'tradectl size --scale-by') _tradectl_words confidence; return 0 ;;
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
    'tradectl risk-check --price') return 0 ;;
    'tradectl risk-check --stop-price') return 0 ;;
    'tradectl risk-check --stop-loss') return 0 ;;
    'tradectl risk-check --take-profit') return 0 ;;
    'tradectl risk-check --leverage') return 0 ;;
    'tradectl risk-check --equity') return 0 ;;
    'tradectl risk-check --peak') return 0 ;;
    'tradectl risk-check --day-start') return 0 ;;
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
    'tradectl risk-check --maintenance-rate') return 0 ;;
    'tradectl risk-check --instrument') _tradectl_paths f; return 0 ;;
    'tradectl risk-check --lot') return 0 ;;
    'tradectl risk-check --tick') return 0 ;;
    'tradectl risk-check --min-notional') return 0 ;;
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
    'tradectl manual --pages') _tradectl_paths d; return 0 ;;
    *' --format') _tradectl_words jsonl json table csv; return 0 ;;
    *' --fields') return 0 ;;
    *' --decimals') _tradectl_words number string; return 0 ;;
    *' --log-format') _tradectl_words text json; return 0 ;;
    *' --generate-completion-script') _tradectl_words bash zsh fish; return 0 ;;
  esac

  case "$command" in
    'tradectl')
      options=(--version --generate-completion-script "${globals[@]}")
      commands=(size risk-check paper schema completions manual help)
      ;;
    'tradectl size')
      options=(--symbol --id --side --entry --stop --method --equity --risk --percent --win-probability --average-win --average-loss --kelly-fraction --volatility --target-volatility --volatility-from --atr --atr-multiplier --atr-from --period --leverage --max-risk --max-position --fees --slippage-bps --maintenance --scale-by --instrument --lot --tick --min-notional "${globals[@]}")
      values+=(-)
      ;;
    'tradectl risk-check')
      options=(--only --cumulative --id --symbol --side --type --quantity --price --stop-price --stop-loss --take-profit --leverage --reduce-only --equity --peak --day-start --balance --positions --open-orders --reference-price --reference-age --policy --max-positions --max-drawdown --daily-loss --max-gross-exposure --max-symbol-exposure --max-leverage --max-order-notional --max-position --max-risk --price-collar --max-price-age --stop-required --no-stop-required --only-reductions --no-only-reductions --maintenance-rate --instrument --lot --tick --min-notional "${globals[@]}")
      values+=(-)
      ;;
    'tradectl paper')
      options=("${globals[@]}")
      commands=(run)
      ;;
    'tradectl paper run')
      options=(--data --symbol --orders --equity --maker-fee --taker-fee --slippage-bps --latency --participation --leverage --maintenance --equity-every --records --html --title --instrument --lot --tick --min-notional "${globals[@]}")
      ;;
    'tradectl schema')
      options=(--help)
      values+=(signal intent order fill position balance equity instrument trade candle report summary error)
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
