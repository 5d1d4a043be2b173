# Completes tradectl in fish. To load it:
#   tradectl --generate-completion-script fish | source

# Whether the words before the cursor choose this command.
function __tradectl_at
    test (__tradectl_command) = "$argv"
end

function __tradectl_command
    set -l command tradectl
    set -l tokens (commandline -opc)
    set -e tokens[1]
    test "$tokens[1]" = help; and set -e tokens[1]
    set -l is_value 0
    for token in $tokens
        if test $is_value = 1
            set is_value 0
            continue
        end
        switch "$command $token"
            case 'tradectl size' 'tradectl risk-check' 'tradectl paper' 'tradectl paper run' 'tradectl schema' 'tradectl completions' 'tradectl manual'
                set command "$command $token"
                continue
        end
        switch "$token"
            case '--format' '--fields' '--decimals' '--log-format'
                set is_value 1
            case '--strict' '--summary' '-q' '--quiet' '--color' '--no-color' '--help' '-h' '--format=*' '--fields=*' '--decimals=*' '--log-format=*'
            case '*'
                break
        end
    end
    echo $command
end

complete -c tradectl -f
complete -c tradectl -l format -x -a 'jsonl json table csv' -d 'How records are written; a terminal gets what reads best, anything else jsonl.'
complete -c tradectl -l fields -x -d 'Only these fields, separated by commas, in this order; sizing.notional picks inside.'
complete -c tradectl -l decimals -x -a 'number string' -d 'Exact numbers as JSON numbers or as strings.'
complete -c tradectl -l strict -d 'Refuse records with keys that are not known, except in x.'
complete -c tradectl -l summary -d 'End with a summary record: how many lines, how many failed.'
complete -c tradectl -s q -l quiet -d 'Write only the records that failed.'
complete -c tradectl -l log-format -x -a 'text json' -d 'Diagnostics on standard error as text or as JSON lines.'
complete -c tradectl -l color -d 'Use colour on a terminal.'
complete -c tradectl -l no-color -d 'Use colour on a terminal.'
complete -c tradectl -s h -l help -d 'Show help information.'
complete -c tradectl -n '__tradectl_at tradectl' -a 'size' -d 'Compute an order quantity from a risk budget.'
complete -c tradectl -n '__tradectl_at tradectl' -a 'risk-check' -d 'Judge intents by a risk policy, with every violation.'
complete -c tradectl -n '__tradectl_at tradectl' -a 'paper' -d 'Trade on paper, against recorded market data.'
complete -c tradectl -n '__tradectl_at tradectl' -a 'schema' -d 'Print the JSON Schema of a record, or a command as JSON.'
complete -c tradectl -n '__tradectl_at tradectl' -a 'completions' -d 'Print the completion script of a shell.'
complete -c tradectl -n '__tradectl_at tradectl' -a 'manual' -d 'Write the man pages, or print the reference as Markdown.'
complete -c tradectl -n '__tradectl_at tradectl' -a 'help' -d 'Show the help of a command.'
complete -c tradectl -n '__tradectl_at tradectl' -l version -d 'Show the version.'
complete -c tradectl -n '__tradectl_at tradectl' -l generate-completion-script -x -a 'bash zsh fish' -d 'Print a completion script.'
complete -c tradectl -n '__tradectl_at tradectl size' -l symbol -x -d 'The market, such as BTC/USDT.'
complete -c tradectl -n '__tradectl_at tradectl size' -l id -x -d 'The intent\'s id, its key against repetition.'
complete -c tradectl -n '__tradectl_at tradectl size' -l side -x -a 'buy sell' -d 'Buy or sell; where it is not given, the side of the stop decides.'
complete -c tradectl -n '__tradectl_at tradectl size' -l entry -x -d 'Where the order is expected to fill.'
complete -c tradectl -n '__tradectl_at tradectl size' -l stop -x -d 'Where the loss is to end.'
complete -c tradectl -n '__tradectl_at tradectl size' -l method -x -a 'fixed kelly volatility risk atr' -d 'How the quantity follows from equity.'
complete -c tradectl -n '__tradectl_at tradectl size' -l equity -x -d 'What the account is worth.'
complete -c tradectl -n '__tradectl_at tradectl size' -l risk -x -d 'Share of equity to lose at the stop (risk, atr); --max-risk where it is not given.'
complete -c tradectl -n '__tradectl_at tradectl size' -l percent -x -d 'Share of equity as margin (fixed).'
complete -c tradectl -n '__tradectl_at tradectl size' -l win-probability -x -d 'How likely a trade wins, from 0 to 1 (kelly).'
complete -c tradectl -n '__tradectl_at tradectl size' -l average-win -x -d 'What a winning trade earns (kelly).'
complete -c tradectl -n '__tradectl_at tradectl size' -l average-loss -x -d 'What a losing trade costs (kelly).'
complete -c tradectl -n '__tradectl_at tradectl size' -l kelly-fraction -x -d 'Part of the full Kelly share that is used, up to 1.'
complete -c tradectl -n '__tradectl_at tradectl size' -l volatility -x -d 'How much the market moves; 0.04 is 4 % (volatility).'
complete -c tradectl -n '__tradectl_at tradectl size' -l target-volatility -x -d 'How much the position may move, over the same time (volatility).'
complete -c tradectl -n '__tradectl_at tradectl size' -l volatility-from -r -F -d 'Measure the volatility on these candles.'
complete -c tradectl -n '__tradectl_at tradectl size' -l atr -x -d 'Average true range (atr).'
complete -c tradectl -n '__tradectl_at tradectl size' -l atr-multiplier -x -d 'Distance of the stop in average true ranges (atr).'
complete -c tradectl -n '__tradectl_at tradectl size' -l atr-from -r -F -d 'Measure the average true range on these candles.'
complete -c tradectl -n '__tradectl_at tradectl size' -l period -x -d 'Candles that the average true range is taken over.'
complete -c tradectl -n '__tradectl_at tradectl size' -l leverage -x -d 'Notional over margin, from 1 to 125.'
complete -c tradectl -n '__tradectl_at tradectl size' -l max-risk -x -d 'Largest loss of one trade that is valid, as a share of equity.'
complete -c tradectl -n '__tradectl_at tradectl size' -l max-position -x -d 'Largest position as a share of equity: margin, or value with risk and atr.'
complete -c tradectl -n '__tradectl_at tradectl size' -l fees -x -d 'Taker fee; entry and exit count into the loss at the stop.'
complete -c tradectl -n '__tradectl_at tradectl size' -l slippage-bps -x -d 'Slippage of entry and exit in basis points; counts into the loss at the stop.'
complete -c tradectl -n '__tradectl_at tradectl size' -l maintenance -x -d 'Maintenance margin, for the liquidation price.'
complete -c tradectl -n '__tradectl_at tradectl size' -l scale-by -x -a 'confidence' -d 'Multiply the quantity by this field of the signal, from 0 to 1.'
complete -c tradectl -n '__tradectl_at tradectl size' -l instrument -r -F -d 'Instrument records with tick, lot and limits, one for each symbol.'
complete -c tradectl -n '__tradectl_at tradectl size' -l lot -x -d 'Smallest step of a quantity.'
complete -c tradectl -n '__tradectl_at tradectl size' -l tick -x -d 'Smallest step of a price.'
complete -c tradectl -n '__tradectl_at tradectl size' -l min-notional -x -d 'Smallest order value.'
complete -c tradectl -n '__tradectl_at tradectl size' -f -a '-'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l only -x -a 'pass deny' -d 'Write only intents with this verdict.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l cumulative -d 'Count intents that passed as open orders for the lines after them.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l id -x -d 'The order\'s id, its key against repetition.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l symbol -x -d 'The market, such as BTC/USDT.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l side -x -a 'buy sell' -d 'Which way the order goes.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l type -x -a 'market limit stop stop_limit take_profit' -d 'How the order trades; limit where there is a price, else market.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l quantity -x -d 'Amount in base units.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l price -x -d 'The limit price.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l stop-price -x -d 'The price that triggers the order.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l stop-loss -x -d 'Where the position is to be given up.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l take-profit -x -d 'Where the profit is to be taken.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l leverage -x -d 'Notional over margin, from 1 to 125.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l reduce-only -d 'The order may only shrink a position.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l equity -x -d 'What the account is worth.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l peak -x -d 'The most it has been worth.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l day-start -x -d 'What it was worth when the day began.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l balance -x -d 'What can be spent or put up as margin.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l positions -r -F -d 'Position records: what is held.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l open-orders -r -F -d 'Order records: what has not filled yet.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l reference-price -x -d 'What the market pays; may be given for several symbols.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l reference-age -x -d 'How old the reference price is.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l policy -r -F -d 'A TOML file whose table [risk] holds the limits; flags go before it.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l max-positions -x -d 'Most symbols with an open position.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l max-drawdown -x -d 'Largest fall of the equity from its peak, in percent.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l daily-loss -x -d 'Largest loss since the day began, in percent of the equity then.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l max-gross-exposure -x -d 'Largest value of all positions, in percent of equity.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l max-symbol-exposure -x -d 'Largest value of one position, in percent of equity.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l max-leverage -x -d 'Largest leverage of an order.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l max-order-notional -x -d 'Largest value of one order, in quote currency.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l max-position -x -d 'Largest margin of one position, in percent of equity.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l max-risk -x -d 'Largest loss of one trade, in percent of equity.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l price-collar -x -d 'Largest distance of a limit price from the market, in percent.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l max-price-age -x -d 'Greatest age of the market price, such as 30s.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l stop-required -d 'Refuse to open a position without a stop-loss.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l no-stop-required -d 'Refuse to open a position without a stop-loss.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l only-reductions -d 'Let only orders pass that reduce a position.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l no-only-reductions -d 'Let only orders pass that reduce a position.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l maintenance-rate -x -d 'Maintenance margin for the liquidation price, in percent of value.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l instrument -r -F -d 'Instrument records with tick, lot and limits, one for each symbol.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l lot -x -d 'Smallest step of a quantity.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l tick -x -d 'Smallest step of a price.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -l min-notional -x -d 'Smallest order value.'
complete -c tradectl -n '__tradectl_at tradectl risk-check' -f -a '-'
complete -c tradectl -n '__tradectl_at tradectl paper' -a 'run' -d 'Run orders against recorded trades or candles.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l data -r -F -d 'Trades or candles; may be given more than once.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l symbol -x -d 'The market of data that does not name its own.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l orders -r -F -d 'Intents in order of time; standard input where it is not given, none if /dev/null.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l equity -x -d 'What the account starts with.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l maker-fee -x -d 'Fee of fills that waited.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l taker-fee -x -d 'Fee of fills that took.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l slippage-bps -x -d 'How much worse than the market a taker fills, in basis points.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l latency -x -d 'How long an order is on its way; 250ms, 1s.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l participation -x -d 'Share of each trade\'s or candle\'s volume that our orders can have; all if not given.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l leverage -x -d 'Notional over margin where the intent does not say it, from 1 to 125.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l maintenance -x -d 'Maintenance margin.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l equity-every -x -d 'How often equity is sampled, for its records and the statistics.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l records -x -a 'order fill equity position balance report all' -d 'Which records to write: order, fill, equity, position, balance, report, or all.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l html -r -F -d 'Draw the report as one page that opens from disk.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l title -x -d 'The heading of the page.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l instrument -r -F -d 'Instrument records with tick, lot and limits, one for each symbol.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l lot -x -d 'Smallest step of a quantity.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l tick -x -d 'Smallest step of a price.'
complete -c tradectl -n '__tradectl_at tradectl paper run' -l min-notional -x -d 'Smallest order value.'
complete -c tradectl -n '__tradectl_at tradectl schema' -f -a 'signal intent order fill position balance equity instrument trade candle report summary error'
complete -c tradectl -n '__tradectl_at tradectl completions' -f -a 'bash zsh fish'
complete -c tradectl -n '__tradectl_at tradectl manual' -l pages -x -a '(__fish_complete_directories)' -d 'Write man pages into this folder instead.'
